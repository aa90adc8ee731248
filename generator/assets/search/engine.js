// A query in, the pages that answer it out, best first.
// lunr makes an object for every document of every term. So the plain postings are added up first, and lunr scores
// only the documents with the highest sums: at 1,000 documents a key takes a third of the time (generator/search).
(function (sotay) {
  "use strict";

  const { data, plan: { plan }, repair: { repair } } = sotay.searchParts;
  const { fold } = sotay.vietnamese;
  const BOOST = { word: 1, pair: 3, end: 1, number: 6 };
  const START = { key: data.START, fold: data.START, other: 0, completed: [] };
  const END = { key: data.END, fold: data.END, other: 0, completed: [] };
  const COMPLETED = 0.8;
  const REPAIRED = 0.9;
  const TAIL = 0.2;
  const MAX_COMPLETIONS = 8;
  const MAX_WORDS = 2;
  const MAX_KEPT = 200;
  const MAX_PIECES = 3;
  const FINALISTS = 40;
  const FIELD = "text";

  /** A slot is one thing to look for: {documents, weights, boost}, a document once with its highest weight. */
  function makeSlot(core, forms, boost) {
    const { heaviest, touched } = core.scratch;
    let size = 0;
    for (const [postings, part] of forms) {
      const { places, levels } = data.readPostings(postings);
      for (let i = 0; i < places.length; i++) {
        const document = places[i];
        if (heaviest[document] === 0) touched[size++] = document;
        heaviest[document] = Math.max(heaviest[document], levels[i] * part);
      }
    }
    const documents = touched.slice(0, size);
    // As lunr.idf has it.
    const rarity = Math.log(1 + Math.abs((core.count - size + 0.5) / (size + 0.5)));
    const weights = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      weights[i] = heaviest[documents[i]] * core.scale * rarity;
      heaviest[documents[i]] = 0;
    }
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

  function endForms(last) {
    const completed = last.completed.map((fold) => ({ key: fold, fold, other: COMPLETED, completed: [] }));
    return [last, ...completed].flatMap((one) => pairForms(one, END, []));
  }

  const kept = new Map();

  /** The slot of finished units, kept: while one types on, all but the last word stay as they are. */
  function slotOf(core, units, forms, boost) {
    if (units.some((one) => one.completed.length)) return makeSlot(core, forms(), boost);
    const name = [core.version, boost, ...units.map((one) => one.key + one.other)].join(" ");
    if (!kept.has(name)) {
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(name, makeSlot(core, forms(), boost));
    }
    return kept.get(name);
  }

  /** Everything that one reading looks for. */
  function slotsOf(core, reading, numbers) {
    const slots = numbers.map((number) => makeSlot(core, wordForms({ key: number, fold: number, other: 0 }, []), BOOST.number));
    reading.forEach((one, i) => {
      const before = i > 0 ? reading[i - 1] : START;
      slots.push(slotOf(core, [one], () => wordForms(one, one.completed), BOOST.word));
      if (i > 0) slots.push(slotOf(core, [before, one], () => pairForms(before, one, one.completed), BOOST.pair));
    });
    if (reading.length) {
      const last = reading[reading.length - 1];
      slots.push(slotOf(core, [START, reading[0]], () => pairForms(START, reading[0], []), BOOST.end));
      slots.push(slotOf(core, [last, END], () => endForms(last), BOOST.end));
    }
    return slots.filter((slot) => slot.documents.length > 0);
  }

  /** The sum of the weights of every document, on the scale of lunr's scores. */
  function addUp(core, slots) {
    const sums = new Float64Array(core.count);
    const length = Math.hypot(...slots.map((slot) => slot.boost));
    for (const { documents, weights, boost } of slots) {
      for (let i = 0; i < documents.length; i++) sums[documents[i]] += (weights[i] * boost) / length;
    }
    return sums;
  }

  /** The numbers of the `count` highest scores, best first; of equal ones the lower number. */
  function best(scores, count) {
    const order = (a, b) => scores[b] - scores[a] || a - b;
    let found = [];
    let least = 0;
    for (let place = 0; place < scores.length; place++) {
      if (!(scores[place] > least)) continue;
      found.push(place);
      if (found.length >= 4 * count + 16) {
        found = found.sort(order).slice(0, count);
        least = scores[found[count - 1]];
      }
    }
    return found.sort(order).slice(0, count);
  }

  /** What lunr scores the finalists with, over an index of exactly these slots. */
  function score(slots, finalists) {
    const invertedIndex = {};
    const vectors = {};
    slots.forEach(({ documents, weights }, slot) => {
      const posting = {};
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i];
        if (!finalists.has(document)) continue;
        posting[document] = {};
        const reference = FIELD + "/" + document;
        (vectors[reference] = vectors[reference] || []).push(slot, weights[i]);
      }
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

  /** The words that the unfinished last word may become: after another word only those that follow it somewhere. */
  async function complete(core, reading) {
    const last = reading[reading.length - 1];
    if (!last || last.fold.length < 2) return;
    const before = reading[reading.length - 2];
    if (before) await data.loadPairs(before.fold, last.fold, MAX_PIECES);
    const weigh = before ? (word) => data.support(before.fold, word) : (word) => data.commonness(core, word);
    last.completed = completions(core, last.fold)
      .map((word) => [word, weigh(word)])
      .filter(([, weight]) => weight > 0)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_COMPLETIONS)
      .map(([word]) => word);
    await data.loadTerms(last.completed.slice(0, before ? MAX_WORDS : MAX_COMPLETIONS));
  }

  /** The folded words and pairs of a reading. */
  function termsOf(reading) {
    const words = reading.map((one) => one.fold);
    const pairs = [START.fold, ...words].map((word, i) => `${word} ${words[i] || END.fold}`);
    return [...words, ...pairs];
  }

  async function prepare(core, planned) {
    const wanted = new Set(planned.numbers);
    for (const row of [...planned.readings, ...planned.phrases]) for (const term of termsOf(row)) wanted.add(term);
    await data.loadTerms(wanted);
    for (const reading of planned.readings) {
      if (planned.open) await complete(core, reading);
      // A form that nobody writes ("đưc") says no more than its letters do.
      for (const one of reading) if (one.other > 0 && !data.isForm(one.fold, one.key)) one.other = 1;
    }
  }

  /** The score of every document over all readings; of two readings the better one counts. */
  function rank(core, readings, numbers, limit) {
    const scores = new Float64Array(core.count);
    for (const [reading, part] of readings) {
      const slots = slotsOf(core, reading, numbers);
      if (!slots.length) continue;
      const sums = addUp(core, slots);
      const finalists = new Set(best(sums, Math.max(FINALISTS, 2 * limit)));
      for (const { ref, score: value } of score(slots, finalists)) sums[ref] = value;
      for (let i = 0; i < sums.length; i++) if (sums[i] * part > scores[i]) scores[i] = sums[i] * part;
    }
    return scores;
  }

  /** Leaves out the pages in which the words of a phrase in quotation marks do not stand side by side. */
  function keepPhrases(core, scores, phrases) {
    for (const phrase of phrases) {
      phrase.forEach((one, i) => {
        if (i === 0 && phrase.length > 1) return;
        const forms = i > 0 ? pairForms(phrase[i - 1], one, []) : wordForms(one, []);
        const holding = new Set(makeSlot(core, forms, 1).documents);
        scores.forEach((score, place) => { if (score > 0 && !holding.has(place)) scores[place] = 0; });
      });
    }
  }

  /** Leaves out the pages that only share a common word with the query. */
  function dropTail(scores) {
    const least = TAIL * scores.reduce((most, score) => Math.max(most, score), 0);
    for (let place = 0; place < scores.length; place++) if (scores[place] < least) scores[place] = 0;
  }

  /** The score of every page that answers the query: {scores, readings, typed, suggestion}. */
  async function find(query, limit) {
    const core = await data.core();
    const planned = plan(query, core);
    await prepare(core, planned);
    const { readings, suggestion } = await repair(core, planned);
    const weighted = [...planned.readings.map((one) => [one, 1]), ...readings.map((one) => [one, REPAIRED])];
    const scores = rank(core, weighted, planned.numbers, limit);
    keepPhrases(core, scores, planned.phrases);
    dropTail(scores);
    return { scores, readings: weighted.map(([reading]) => reading), typed: planned.typed, suggestion };
  }

  sotay.searchParts.engine = { find, best };
})(window.sotay);
