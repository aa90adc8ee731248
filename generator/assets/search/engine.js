// A query in, the pages that answer it out, best first.
// lunr makes an object for every document of every term: 300 ms a key at 1,000 documents with the CPU slowed four
// times. So the plain postings are added up first, and lunr scores the documents with the highest sums.
(function (sotay) {
  "use strict";

  const { data, plan: { plan }, repair: { repair } } = sotay.searchParts;
  const { fold } = sotay.vietnamese;
  const BOOST = { word: 1, pair: 2, number: 6 };
  const COMPLETED = 0.8;
  const REPAIRED = 0.9;
  const MAX_COMPLETIONS = 12;
  const MAX_PIECES = 3;
  const FINALISTS = 40;
  const FIELD = "text";

  /** A slot is one thing to look for: {documents, weights, boost}, a document once with its highest weight. */
  function makeSlot(core, forms, boost) {
    const best = core.scratch;
    const documents = [];
    for (const [postings, part] of forms) {
      data.decodePostings(postings, (document, level) => {
        const weight = level * part;
        if (best[document] === 0) documents.push(document);
        if (best[document] < weight) best[document] = weight;
      });
    }
    // As lunr.idf has it.
    const rarity = Math.log(1 + Math.abs((core.count - documents.length + 0.5) / (documents.length + 0.5)));
    const weights = new Float32Array(documents.length);
    documents.forEach((document, i) => {
      weights[i] = best[document] * core.scale * rarity;
      best[document] = 0;
    });
    return { documents, weights, boost };
  }

  function partOf(form, one) {
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
    for (const [form, postings] of data.formsOf(one.fold)) {
      if (partOf(form, one) > 0) forms.push([postings, partOf(form, one)]);
    }
    for (const word of completed) {
      for (const [, postings] of data.formsOf(word)) forms.push([postings, COMPLETED]);
    }
    return forms;
  }

  function pairForms(first, second, completed) {
    const forms = [];
    for (const [form, next, postings] of data.pairsOf(first.fold, second.fold)) {
      const part = partOf(form, first) * partOf(next, second);
      if (part > 0) forms.push([postings, part]);
    }
    for (const word of completed) {
      for (const [form, , postings] of data.pairsOf(first.fold, word)) {
        forms.push([postings, partOf(form, first) * COMPLETED]);
      }
    }
    return forms;
  }

  /** Everything that one reading looks for. */
  function slotsOf(core, reading, numbers) {
    const slots = numbers.map((number) => makeSlot(core, wordForms({ key: number, fold: number, other: 0 }, []), BOOST.number));
    reading.forEach((one, i) => {
      slots.push(makeSlot(core, wordForms(one, one.completed), BOOST.word));
      if (i > 0) slots.push(makeSlot(core, pairForms(reading[i - 1], one, one.completed), BOOST.pair));
    });
    return slots.filter((slot) => slot.documents.length > 0);
  }

  /** Document -> sum of its weights, on the scale of lunr's scores. */
  function addUp(core, slots) {
    const sums = new Map();
    const length = Math.hypot(...slots.map((slot) => slot.boost));
    for (const { documents, weights, boost } of slots) {
      for (let i = 0; i < documents.length; i++) core.sums[documents[i]] += (weights[i] * boost) / length;
    }
    for (const { documents } of slots) {
      for (const document of documents) {
        if (core.sums[document] > 0) sums.set(document, core.sums[document]);
        core.sums[document] = 0;
      }
    }
    return sums;
  }

  /** What lunr scores the finalists with, over an index of exactly these slots. */
  function score(slots, finalists) {
    const invertedIndex = {};
    const vectors = {};
    slots.forEach(({ documents, weights }, slot) => {
      const posting = {};
      documents.forEach((document, i) => {
        if (!finalists.has(document)) return;
        posting[document] = {};
        const reference = FIELD + "/" + document;
        (vectors[reference] = vectors[reference] || []).push(slot, weights[i]);
      });
      invertedIndex[slot] = { _index: slot, [FIELD]: posting };
    });
    for (const reference of Object.keys(vectors)) vectors[reference] = new lunr.Vector(vectors[reference]);
    const index = new lunr.Index({
      invertedIndex,
      fieldVectors: vectors,
      tokenSet: lunr.TokenSet.fromArray(Object.keys(invertedIndex).sort()),
      fields: [FIELD],
      pipeline: new lunr.Pipeline(),
    });
    return index.query((query) => {
      slots.forEach(({ boost }, slot) => query.term(String(slot), { boost, usePipeline: false }));
    });
  }

  function bestOf(sums, count) {
    if (sums.size <= count) return new Set(sums.keys());
    const least = Float64Array.from(sums.values()).sort()[sums.size - count];
    return new Set(Array.from(sums.keys()).filter((document) => sums.get(document) >= least));
  }

  /** The words that the unfinished last word may become: after another word only those that follow it somewhere. */
  async function complete(core, reading) {
    const last = reading[reading.length - 1];
    if (!last || last.fold.length < 2) return;
    const before = reading[reading.length - 2];
    let found = completions(core, last.fold);
    if (before) {
      await data.loadPairs(before.fold, last.fold, MAX_PIECES);
      const follows = new Map(found.map((word) => [word, data.support(before.fold, word)]));
      found = found.filter((word) => follows.get(word) > 0).sort((a, b) => follows.get(b) - follows.get(a));
    }
    last.completed = found.slice(0, MAX_COMPLETIONS);
    await data.loadTerms(last.completed);
  }

  /** The folded words and pairs of a reading. */
  function termsOf(reading) {
    return reading.flatMap((one, i) => (i ? [one.fold, `${reading[i - 1].fold} ${one.fold}`] : [one.fold]));
  }

  async function prepare(core, planned) {
    const wanted = new Set(planned.numbers);
    for (const reading of planned.readings) for (const term of termsOf(reading)) wanted.add(term);
    await data.loadTerms(wanted);
    for (const reading of planned.readings) {
      if (planned.open) await complete(core, reading);
      // A form that nobody writes ("đưc") says no more than its letters do.
      for (const one of reading) if (one.other > 0 && !data.isForm(one.fold, one.key)) one.other = 1;
    }
  }

  /** Document -> score over all readings; of two readings the better one counts. */
  function rank(core, readings, numbers, limit) {
    const best = new Map();
    for (const [reading, part] of readings) {
      const slots = slotsOf(core, reading, numbers);
      if (!slots.length) continue;
      const sums = addUp(core, slots);
      for (const { ref, score: value } of score(slots, bestOf(sums, Math.max(FINALISTS, 2 * limit)))) {
        sums.set(Number(ref), value);
      }
      for (const [document, value] of sums) {
        if (!(best.get(document) >= value * part)) best.set(document, value * part);
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
      let entry = pages.get(page);
      if (!entry) pages.set(page, (entry = { place: page, score: 0, sections: [] }));
      if (value > entry.score) entry.score = value;
      if (page !== place) entry.sections.push({ place, score: value });
    }
    return Array.from(pages.values()).sort((a, b) => b.score - a.score || a.place - b.place);
  }

  /** All pages that answer the query, best first: {pages, readings, suggestion}. */
  async function find(query, limit) {
    const core = await data.core();
    const planned = plan(query, core);
    await prepare(core, planned);
    const { readings, suggestion } = await repair(core, planned);
    const weighted = [...planned.readings.map((one) => [one, 1]), ...readings.map((one) => [one, REPAIRED])];
    const pages = collect(core, rank(core, weighted, planned.numbers, limit));
    return { pages, readings: weighted.map(([reading]) => reading), typed: planned.typed, suggestion };
  }

  sotay.searchParts.engine = { find };
})(window.sotay);
