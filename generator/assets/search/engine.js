// A query in, the documents that answer it out, best first: lunr scores them over the terms the query asks for.
(function (sotay) {
  "use strict";

  const { data, plan: { plan } } = sotay.searchParts;
  const { fold, spell } = sotay.vietnamese;
  const BOOST = { word: 1, pair: 2, number: 6 };
  const COMPLETED = 0.8;
  const MAX_COMPLETIONS = 12;
  const FIELD = "text";

  /** Postings of several forms of one word as one: each document has the highest weight of any form. */
  function merge(core, forms) {
    const weights = new Map();
    for (const [postings, part] of forms) {
      data.decodePostings(postings, (document, level) => {
        const weight = level * part * core.scale;
        if (!(weights.get(document) >= weight)) weights.set(document, weight);
      });
    }
    return weights;
  }

  function weightOf(form, one) {
    return form === one.key ? 1 : one.other;
  }

  /** The folded words of the vocabulary that begin as `start` does, the word itself left out. */
  function completions(core, start) {
    let low = 0;
    let high = core.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (core.words[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < core.words.length && core.words[low].startsWith(start); low++) {
      if (core.words[low] !== start) found.push(core.words[low]);
    }
    return found;
  }

  function wordForms(one, completed) {
    const forms = [];
    for (const [form, [postings]] of Object.entries(data.groupOf(one.fold))) {
      if (weightOf(form, one) > 0) forms.push([postings, weightOf(form, one)]);
    }
    for (const word of completed) {
      for (const [postings] of Object.values(data.groupOf(word))) forms.push([postings, COMPLETED]);
    }
    return forms;
  }

  function pairForms(first, second, open) {
    const forms = [];
    for (const [form, [, pairs]] of Object.entries(data.groupOf(first.fold))) {
      const part = weightOf(form, first);
      if (!(part > 0)) continue;
      for (const [next, postings] of Object.entries(pairs)) {
        const folded = fold(next);
        if (folded === second.fold) {
          if (weightOf(next, second) > 0) forms.push([postings, part * weightOf(next, second)]);
        } else if (open && second.fold.length > 1 && folded.startsWith(second.fold)) {
          forms.push([postings, part * COMPLETED]);
        }
      }
    }
    return forms;
  }

  /** What one reading looks for, as [documents with weights, boost]. */
  function slotsOf(core, reading, numbers, open) {
    const slots = numbers.map((number) => [merge(core, wordForms({ key: number, fold: number, other: 0 }, [])), BOOST.number]);
    reading.forEach((one, i) => {
      const last = open && i === reading.length - 1;
      slots.push([merge(core, wordForms(one, last ? one.completed || [] : [])), BOOST.word]);
      if (i > 0) slots.push([merge(core, pairForms(reading[i - 1], one, last)), BOOST.pair]);
    });
    return slots.filter(([weights]) => weights.size > 0);
  }

  /** A lunr index of exactly these slots, asked for all of them. */
  function score(core, slots) {
    const invertedIndex = {};
    const vectors = {};
    slots.forEach(([weights], i) => {
      const posting = { _index: i, [FIELD]: {} };
      for (const document of weights.keys()) posting[FIELD][document] = {};
      invertedIndex[i] = posting;
      const rarity = lunr.idf(posting, core.count);
      for (const [document, weight] of weights) {
        const reference = FIELD + "/" + document;
        (vectors[reference] = vectors[reference] || []).push(i, weight * rarity);
      }
    });
    for (const reference of Object.keys(vectors)) vectors[reference] = new lunr.Vector(vectors[reference]);
    const names = Object.keys(invertedIndex).sort();
    const index = new lunr.Index({
      invertedIndex,
      fieldVectors: vectors,
      tokenSet: lunr.TokenSet.fromArray(names),
      fields: [FIELD],
      pipeline: new lunr.Pipeline(),
    });
    return index.query((query) => {
      slots.forEach(([, boost], i) => query.term(String(i), { boost, usePipeline: false }));
    });
  }

  async function prepare(core, planned) {
    for (const reading of planned.readings) {
      const last = reading[reading.length - 1];
      if (planned.open && last && last.fold.length > 1 && reading.length === 1) {
        last.completed = completions(core, last.fold).slice(0, MAX_COMPLETIONS);
      }
    }
    const wanted = new Set(planned.numbers);
    for (const reading of planned.readings) {
      for (const one of reading) for (const word of [one.fold, ...(one.completed || [])]) wanted.add(word);
    }
    await data.loadTerms(wanted);
  }

  /** Document -> score over all readings; of two readings the better one counts. */
  function rank(core, planned) {
    const best = new Map();
    for (const reading of planned.readings) {
      const slots = slotsOf(core, reading, planned.numbers, planned.open);
      if (!slots.length) continue;
      for (const { ref, score: value } of score(core, slots)) {
        if (!(best.get(Number(ref)) >= value)) best.set(Number(ref), value);
      }
    }
    return best;
  }

  /** Pages with the score of their best part, and the sections that match: [{place, score, sections}]. */
  function collect(core, scores) {
    const pages = new Map();
    for (const [place, value] of scores) {
      let page = place;
      while (core.isSection[page]) page--;
      const entry = pages.get(page) || { place: page, score: 0, sections: [] };
      entry.score = Math.max(entry.score, value);
      if (page !== place) entry.sections.push({ place, score: value });
      pages.set(page, entry);
    }
    return Array.from(pages.values()).sort((a, b) => b.score - a.score || a.place - b.place);
  }

  /** @returns {{pages, planned, suggestion}} all pages that answer the query, best first. */
  async function find(query) {
    const core = await data.core();
    const planned = plan(query, core);
    await prepare(core, planned);
    return { pages: collect(core, rank(core, planned)), planned, suggestion: "" };
  }

  sotay.searchParts.engine = { find };
})(window.sotay);
