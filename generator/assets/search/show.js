// Found pages in, results to show out: their rows with an excerpt in which the match is marked.
(function (sotay) {
  "use strict";

  const { data, engine, repair } = sotay.searchParts;
  const { fold, foldInPlace, key } = sotay.vietnamese;
  const EXCERPT = 220;
  const BEFORE = 50;
  const SENTENCE = 60;
  const KEYWORD = 0.3;
  const MAX_SECTIONS = 3;
  // A section is shown below its page when one place of it holds nearly all that was asked for.
  const NEARLY_ALL = 0.75;
  const NOT_PREFERRED = 0.25;
  // What may stand between two words that are marked as one: "chính trị - xã hội", "21-KL/TW".
  const BETWEEN = /^[\s\u2010-\u2014/-]*$/;
  const folded = new Map();

  /** The letters of a folded word as a text may have them: i and y are one letter in a key, 13 may be XIII. */
  function spelling(fold) {
    if (/^[0-9]+$/.test(fold)) return `(?<![0-9])0*${fold}(?![0-9])` + (toRoman(Number(fold)) && "|" + toRoman(Number(fold)));
    return fold.replace(/[^a-z0-9]/g, "").replace(/^qui/, "qu[iy]").replace(/^([hklmst])i$/, "$1[iy]");
  }

  function toRoman(number) {
    if (number < 1 || number > 29) return "";
    const ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    return "x".repeat(Math.floor(number / 10)) + ones[number % 10];
  }

  /** What finds the words of the query in a folded text (a word only begun is the second group), and the forms meant. */
  function matcher({ readings, typed }) {
    const whole = new Set(typed.map((word) => spelling(fold(word))));
    const begun = new Set();
    const meant = new Map();
    for (const reading of readings) {
      repair.likelyForms(reading).forEach((form, i) => {
        whole.add(spelling(reading[i].fold));
        if (reading[i].completed.length) begun.add(spelling(reading[i].fold) + "[a-z]+");
        meant.set(reading[i].fold, [...(meant.get(reading[i].fold) || []), form]);
      });
    }
    whole.delete("");
    const either = [Array.from(whole).join("|") || "(?!)", Array.from(begun).join("|") || "(?!)"];
    return { pattern: new RegExp(`(?<![a-z])(?:(${either[0]})|(${either[1]}))(?![a-z])`, "g"), meant, most: mostOf(readings) };
  }

  /** What bestMatch gives at most: every word of the shortest reading, one after the other. */
  function mostOf(readings) {
    return 1.5 * Math.min(...readings.map((reading) => reading.length)) - 0.5;
  }

  function foldOnce(text) {
    if (!folded.has(text)) folded.set(text, foldInPlace(text));
    return folded.get(text);
  }

  /** Where the query's words stand: [start, end, value, word]. A word by itself must have the accents that are meant. */
  function findMatches(text, { pattern, meant }) {
    const found = Array.from(foldOnce(text).matchAll(pattern), (match) =>
      [match.index, match.index + match[0].length, match[1] ? 1 : 0.4, match[0]]);
    return found.filter(([start, end, , word], i) => {
      const isBeside = (i > 0 && start - found[i - 1][1] <= 1) || (i + 1 < found.length && found[i + 1][0] - end <= 1);
      const forms = meant.get(fold(key(word)));
      return isBeside || !forms || forms.includes(key(text.slice(start, end)));
    });
  }

  /** The match from which a stretch of text holds the most of what was asked for: [its place, how much]. */
  function bestMatch(matches) {
    let best = [0, -1];
    matches.forEach(([start], first) => {
      const seen = new Set();
      let value = 0;
      for (let i = first; i < matches.length && matches[i][1] - start <= EXCERPT - BEFORE; i++) {
        value += seen.has(matches[i][3]) ? 0.1 : matches[i][2];
        if (i > first && matches[i][0] - matches[i - 1][1] === 1) value += 0.5;
        seen.add(matches[i][3]);
      }
      if (value > best[1]) best = [first, value];
    });
    return best;
  }

  /** The stretch of a text from start to end as [piece, whether it matches], neighbouring matches as one. */
  function markText(text, matches, start, end) {
    const pieces = [];
    let place = start;
    for (const [from, to] of matches) {
      if (from < start || to > end) continue;
      const last = pieces[pieces.length - 1];
      if (last && last[1] && BETWEEN.test(text.slice(place, from))) {
        last[0] += text.slice(place, to);
      } else {
        pieces.push([text.slice(place, from), false], [text.slice(from, to), true]);
      }
      place = to;
    }
    pieces.push([text.slice(place, end), false]);
    return pieces.filter(([piece]) => piece);
  }

  function markAll(text, query) {
    return markText(text, findMatches(text, query), 0, text.length);
  }

  /** The paragraph that holds the most of what was asked for, whole sentences before lists of keywords. */
  function bestParagraph(paragraphs, query) {
    let best = { text: paragraphs[0], matches: [], value: 0, held: 0 };
    for (const text of paragraphs) {
      const matches = findMatches(text, query);
      if (!matches.length) continue;
      const [first, held] = bestMatch(matches);
      const value = text.length >= SENTENCE ? held : held * KEYWORD;
      if (value > best.value) best = { text, matches, value, held, middle: matches[first][0] };
    }
    return best;
  }

  /** The best paragraph of the page, and of each of its sections that holds nearly all of the query. */
  function readRow(row, query) {
    const parts = row.sections.map((section) => [section, bestParagraph([section.title, ...section.text.split("\n")], query)]);
    const best = [bestParagraph([row.summary], query), ...parts.map(([, one]) => one)]
      .reduce((most, one) => (one.value > most.value || !most.text ? one : most));
    const whole = query.most * NEARLY_ALL;
    const sections = parts.filter(([{ title }, { held }]) => title && held >= whole)
      .sort((a, b) => b[1].held - a[1].held).slice(0, MAX_SECTIONS).map(([section]) => section);
    return { best, sections };
  }

  function excerptOf({ text, matches, middle = 0 }) {
    const isShort = text.length <= EXCERPT + BEFORE;
    const start = isShort || middle <= BEFORE ? 0 : text.lastIndexOf(" ", middle - BEFORE) + 1;
    const last = isShort || start + EXCERPT >= text.length ? text.length : text.lastIndexOf(" ", start + EXCERPT);
    const end = last > middle ? last : Math.min(text.length, start + EXCERPT);
    const pieces = markText(text, matches, start, end);
    if (start > 0) pieces.unshift(["… ", false]);
    if (end < text.length) pieces.push([" …", false]);
    return pieces;
  }

  /** One found page as what a result shows. */
  async function describe(place, score, query) {
    const row = await data.documentRow(place);
    const { best, sections } = readRow(row, query);
    const marked = excerptOf(best);
    return {
      url: row.url,
      title: row.title,
      score,
      kind: row.kind,
      number: row.number,
      mark: row.mark,
      excerpt: marked.map(([piece]) => piece).join(""),
      markedTitle: markAll(row.title, query),
      markedExcerpt: marked,
      sections: sections.map(({ url, title }) => ({ url, title: markAll(title, query) })),
    };
  }

  /** A value of a facet as it may stand in an address: "Bí thư chi bộ" and "bi-thu-chi-bo" are the same. */
  function slug(value) {
    return fold(value).replace(/[^a-z0-9]+/g, "-");
  }

  /** The scores of the pages that have a chosen value of every facet; an audience is preferred, not required. */
  async function choose(scores, chosen) {
    const wanted = Object.entries(chosen).filter(([, values]) => values.length);
    if (!wanted.length) return scores;
    const facets = await data.facets();
    const kept = scores.slice();
    for (const [name, values] of wanted) {
      const named = new Set(values.map(slug));
      const found = Object.entries(facets[name] || {}).filter(([value]) => named.has(slug(value)));
      const allowed = new Set(found.flatMap(([, places]) => places));
      const others = name === sotay.searchParts.PREFERRED ? NOT_PREFERRED : 0;
      kept.forEach((score, place) => { if (!allowed.has(place)) kept[place] = score * others; });
    }
    return kept;
  }

  async function searchOnce(query, limit, facets) {
    const found = await engine.find(query, limit);
    const kept = await choose(found.scores, facets);
    const matched = matcher(found);
    const results = await Promise.all(
      engine.best(kept, limit).map((place) => describe(place, kept[place], matched))
    );
    const count = kept.reduce((sum, score) => sum + (score > 0 ? 1 : 0), 0);
    return { results, count, scores: found.scores, suggestion: found.suggestion };
  }

  /** What the box and the results page show: {results, count, scores}; `scores` are before facets are chosen. */
  async function searchAll(query, { limit = 10, facets = {} } = {}) {
    try {
      return await searchOnce(query, limit, facets);
    } catch (error) {
      // The browser may have kept the core of a site that has been built anew since: its pieces are gone.
      if (!data.renew()) throw error;
      return searchOnce(query, limit, facets);
    }
  }

  sotay.searchParts.PREFERRED = "doi-tuong";
  sotay.searchParts.show = { searchAll };
})(window.sotay);
