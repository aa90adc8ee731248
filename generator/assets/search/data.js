// Names of pieces in, what the index says there out: its core, terms, documents and facets, each loaded once.
(function (sotay) {
  "use strict";

  const { load, addressOf } = sotay.searchParts;
  // The ends of a title or heading, as words of their own.
  const START = "^";
  const END = "$";
  const LAST = 60;
  const CONTINUE = 31;
  const received = new Map();

  sotay.searchData = (name, place, value) => received.set(name + place, value);

  function take(name) {
    const value = received.get(name);
    received.delete(name);
    return value;
  }

  let corePromise = null;
  let freshness = "";

  /** The core of the index: vocabulary, where the pieces begin, abbreviations; lunr is loaded beside it. */
  function core() {
    corePromise = corePromise || Promise.all([load("core.js" + freshness), load("lunr.js")]).then(() => {
      const value = take("core0");
      value.words = value.words ? value.words.split(" ") : [];
      value.places = new Map(value.words.map((word, place) => [word, place]));
      value.scratch = { heaviest: new Float32Array(value.count), touched: new Int32Array(value.count) };
      return value;
    });
    corePromise.catch(() => { corePromise = null; });
    return corePromise;
  }

  /** The place of the piece that holds an entry, when the pieces begin at the entries `starts`. */
  function pieceOf(starts, entry) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= entry) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  const groups = new Map();

  /** Takes in the terms of a piece: folded word -> its forms, and folded second word -> pairs. */
  function addTerms(terms) {
    for (const [form, [postings, nexts]] of Object.entries(terms)) {
      const fold = sotay.vietnamese.fold(form);
      if (!groups.has(fold)) groups.set(fold, { forms: [], pairs: new Map() });
      const group = groups.get(fold);
      if (postings) group.forms.push([form, postings]);
      for (const next of Object.keys(nexts)) {
        const second = sotay.vietnamese.fold(next);
        if (!group.pairs.has(second)) group.pairs.set(second, []);
        group.pairs.get(second).push([form, next, nexts[next]]);
      }
    }
  }

  async function loadPiece(index, row, piece) {
    await load(`${index.version}/${row[0]}${piece}.js`);
    const terms = take(row + piece);
    if (terms) addTerms(terms);
  }

  /** The row of pieces and the piece in it that hold a folded term; an end of a title stands with its word. */
  function placeOf(index, first, second) {
    if (!second || second === END) return ["words", pieceOf(index.wordPieces, first)];
    if (first === START) return ["words", pieceOf(index.wordPieces, second)];
    return ["pairs", pieceOf(index.pairPieces, first + " " + second)];
  }

  /** Loads folded terms: words ("nghi"), pairs ("nghi quiet"). */
  async function loadTerms(terms) {
    const index = await core();
    const wanted = [];
    for (const term of terms) {
      const [first, second] = term.split(" ");
      if (index.places.has(first) && (!second || index.places.has(second))) wanted.push(placeOf(index, first, second));
    }
    await Promise.all(wanted.map(([row, piece]) => loadPiece(index, row, piece)));
  }

  /** Loads the pairs of a word with all words that begin as `start` does, as far as they lie in `most` pieces. */
  async function loadPairs(word, start, most) {
    const index = await core();
    if (!index.places.has(word)) return;
    const first = pieceOf(index.pairPieces, `${word} ${start}`);
    const last = Math.min(pieceOf(index.pairPieces, `${word} ${start}~`), first + most - 1);
    const pieces = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    await Promise.all(pieces.map((piece) => loadPiece(index, "pairs", piece)));
  }

  /** The forms of a folded word as [form, postings]. */
  function formsOf(fold) {
    return groups.has(fold) ? groups.get(fold).forms : [];
  }

  function isForm(fold, form) {
    return formsOf(fold).some(([one]) => one === form);
  }

  /** The pairs of two folded words as [first form, second form, postings]. */
  function pairsOf(first, second) {
    const group = groups.get(first);
    return (group && group.pairs.get(second)) || [];
  }

  /** About how many documents hold the pair in any accents: the text of postings has two characters for each. */
  function support(first, second) {
    return pairsOf(first, second).reduce((size, [, , postings]) => size + postings.length / 2, 0);
  }

  /** How common a folded word is: the binary logarithm of its number of documents, roughly. */
  function commonness(index, fold) {
    const place = index.places.get(fold);
    return place === undefined ? 0 : parseInt(index.common[place], 36);
  }

  const rows = new Map();

  /** The document with this number as {url, title, kind, number, mark, summary, sections: [{url, title, text}]}. */
  async function documentRow(place) {
    const index = await core();
    const piece = pieceOf(index.documents, place);
    if (!rows.has(piece)) {
      await load(`${index.version}/d${piece}.js`);
      const value = take("documents" + piece);
      if (value) rows.set(piece, value);
    }
    const block = rows.get(piece);
    const within = place - index.documents[piece];
    if (Array.isArray(block[within])) {
      const [path, title, kind, number, mark, summary, parts] = block[within];
      const { clean } = sotay.vietnamese;
      const url = addressOf(path);
      const sections = parts.map(([anchor, name, text]) => ({ url: url + (anchor && "#" + anchor), title: clean(name), text: clean(text) }));
      block[within] = { url, title: clean(title), kind, number, mark, summary, sections };
    }
    return block[within];
  }

  let facetsPromise = null;

  /** Facet -> value -> numbers of the documents that have it. */
  function facets() {
    facetsPromise = facetsPromise || core().then(async (index) => {
      await load(index.version + "/facets.js");
      const value = take("facets0");
      for (const values of Object.values(value)) {
        for (const name of Object.keys(values)) values[name] = readDocuments(values[name]);
      }
      return value;
    });
    return facetsPromise;
  }

  /** Forgets everything and asks for the core anew, past the browser's cache; false when that was done before. */
  function renew() {
    if (freshness) return false;
    freshness = "?" + Date.now();
    corePromise = null;
    facetsPromise = null;
    groups.clear();
    rows.clear();
    return true;
  }

  function symbol(text, place) {
    const code = text.charCodeAt(place);
    return code > 92 ? code - 36 : code - 35;
  }

  const decoded = new Map();

  /** Postings as the numbers of documents and the levels of their weights; postings.py says how they are written. */
  function readPostings(text) {
    let found = decoded.get(text);
    if (!found) decoded.set(text, (found = decode(text, true)));
    return found;
  }

  function readDocuments(text) {
    return decode(text, false).places;
  }

  function decode(text, hasLevels) {
    const places = [];
    const levels = [];
    let document = 0;
    for (let at = 0; at < text.length; ) {
      let factor = 1;
      let value = symbol(text, at++);
      while (value >= LAST) {
        document += (value - LAST) * factor;
        factor *= CONTINUE;
        value = symbol(text, at++);
      }
      document += value * factor;
      places.push(document);
      if (hasLevels) levels.push(symbol(text, at++));
    }
    return { places, levels };
  }

  sotay.searchParts.data = {
    START, END, core, loadTerms, loadPairs, formsOf, isForm, pairsOf, support, commonness, documentRow, facets, renew, readPostings,
  };
})(window.sotay);
