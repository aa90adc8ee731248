// Found pages in, results to show out: their rows with an excerpt in which the match is marked; and window.sotay.search.
(function (sotay) {
  "use strict";

  const { data, engine } = sotay.searchParts;
  const { clean, fold, words } = sotay.vietnamese;
  const EXCERPT_WORDS = 32;
  const BEFORE = 6;
  const MAX_SECTIONS = 3;

  /** Whether a word of a text is one that the query asked for. */
  function matcher(planned) {
    const folds = new Set();
    const starts = [];
    for (const reading of planned.readings) {
      reading.forEach((one, i) => {
        folds.add(one.fold);
        if (planned.open && i === reading.length - 1 && one.fold.length > 1) starts.push(one.fold);
      });
    }
    return (form) => {
      const folded = fold(form);
      if (folds.has(folded)) return folded;
      return starts.find((start) => folded.startsWith(start)) || "";
    };
  }

  /** The place in the words where a window of EXCERPT_WORDS holds the most of what was asked for. */
  function bestWindow(hits) {
    let best = 0;
    let bestValue = -1;
    for (let start = 0; start < hits.length; start++) {
      if (!hits[start]) continue;
      const seen = new Set();
      let value = 0;
      for (let i = start; i < Math.min(hits.length, start + EXCERPT_WORDS - BEFORE); i++) {
        if (!hits[i]) continue;
        value += seen.has(hits[i]) ? 0.1 : 1;
        if (hits[i - 1] && i > start) value += 0.5;
        seen.add(hits[i]);
      }
      if (value > bestValue) [best, bestValue] = [start, value];
    }
    return bestValue < 0 ? -1 : best;
  }

  /** A text as [piece, whether it matches] pairs, neighbouring matches in one piece. */
  function markText(text, found, hits, first, last) {
    const pieces = [];
    let end = found.length ? found[first].start : 0;
    for (let i = first; i < last; i++) {
      if (!hits[i]) continue;
      const joined = i > first && hits[i - 1] && found[i].linked;
      if (joined) pieces[pieces.length - 1][0] += text.slice(end, found[i].end);
      else pieces.push([text.slice(end, found[i].start), false], [text.slice(found[i].start, found[i].end), true]);
      end = found[i].end;
    }
    pieces.push([text.slice(end, last < found.length ? found[last - 1].end : text.length), false]);
    return pieces.filter(([piece]) => piece);
  }

  function markAll(text, match) {
    const found = words(text);
    return markText(text, found, found.map((word) => match(word.key)), 0, found.length);
  }

  function excerptOf(row, match) {
    for (const source of [row.body, row.summary]) {
      const text = clean(source);
      const found = words(text);
      const hits = found.map((word) => match(word.key));
      const place = bestWindow(hits);
      if (place < 0) continue;
      const first = Math.max(0, place - BEFORE);
      const last = Math.min(found.length, first + EXCERPT_WORDS);
      const pieces = markText(text, found, hits, first, last);
      if (first > 0) pieces.unshift(["… ", false]);
      if (last < found.length) pieces.push([" …", false]);
      return pieces;
    }
    const text = clean(row.summary || row.body);
    return text ? [[text.length > 180 ? text.slice(0, 180) + "…" : text, false]] : [];
  }

  /** One found page as what a result shows. */
  async function describe(page, match) {
    const row = await data.documentRow(page.place);
    const sections = await Promise.all(
      page.sections.sort((a, b) => b.score - a.score).slice(0, MAX_SECTIONS).map(async (section) => {
        const { url, title } = await data.documentRow(section.place);
        return { url, title: markAll(title, match) };
      })
    );
    const marked = excerptOf(row, match);
    return {
      url: row.url,
      title: row.title,
      score: page.score,
      kind: row.kind,
      number: row.number,
      mark: row.mark,
      excerpt: marked.map(([piece]) => piece).join(""),
      markedTitle: markAll(clean(row.title), match),
      markedExcerpt: marked,
      sections,
    };
  }

  /** Keeps the pages that have a chosen value of every facet; an audience is preferred, not required. */
  async function choose(pages, chosen) {
    const wanted = Object.entries(chosen || {}).filter(([, values]) => values.length);
    if (!wanted.length) return pages;
    const facets = await data.facets();
    let kept = pages;
    for (const [name, values] of wanted) {
      const allowed = new Set(values.flatMap((value) => (facets[name] || {})[value] || []));
      if (name === sotay.searchParts.PREFERRED) {
        kept = kept.map((page) => (allowed.has(page.place) ? page : { ...page, score: page.score / 4 }));
        kept.sort((a, b) => b.score - a.score);
      } else {
        kept = kept.filter((page) => allowed.has(page.place));
      }
    }
    return kept;
  }

  /** Everything the box and the results page show for a query. */
  async function searchAll(query, { limit = 10, facets = {} } = {}) {
    const { pages, planned, suggestion } = await engine.find(query);
    const kept = await choose(pages, facets);
    const match = matcher(planned);
    const results = await Promise.all(kept.slice(0, limit).map((page) => describe(page, match)));
    return { results, pages, kept, suggestion };
  }

  sotay.searchParts.PREFERRED = "doi-tuong";
  sotay.searchParts.show = { searchAll };
  sotay.search = async (query, options) => (await searchAll(query, options)).results;
})(window.sotay);
