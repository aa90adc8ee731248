// A planned query in, other readings of its misspelled words out: a neighbour in spelling that the words beside it know.
(function (sotay) {
  "use strict";

  const { data } = sotay.searchParts;
  const { fold, spell } = sotay.vietnamese;
  const { support, commonness } = data;
  const MAX_CANDIDATES = 24;
  const ENOUGH = 2;

  /** Whether two words differ by one letter more, less, changed, or by two neighbours swapped. */
  function isNear(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    const restA = a.slice(start);
    const restB = b.slice(start);
    return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
  }

  function neighbours(core, word) {
    return core.words.filter((other) => Math.abs(other.length - word.length) < 2 && isNear(word, other) && /^[a-z]{2}/.test(other));
  }

  function valueOf(core, word, before, after, typed) {
    const sides = [];
    if (before) sides.push(Math.log1p(support(before.fold, word)));
    if (after) sides.push(Math.log1p(support(word, after.fold)));
    const pairs = sides.reduce((sum, side) => sum + side, 0);
    const lonely = sides.filter((side) => side === 0).length;
    return { word, pairs, lonely, value: pairs + 0.14 * commonness(core, word) + (word[0] === typed[0] ? 0.5 : 0) };
  }

  /** Whether the word was typed with accents that some document has. */
  function isTypedInFull(one) {
    return one.key !== one.fold && data.isForm(one.fold, one.key);
  }

  /** Whether the last word of what is being typed may go on. */
  function isUnfinished(reading, place) {
    return place === reading.length - 1 && (reading[place].fold.length < 2 || reading[place].completed.length > 0);
  }

  /** The best spelling for the word at `place`, or null. A known word is only given up for one its neighbours know. */
  async function respell(core, reading, place, isOpen) {
    const typed = reading[place].fold;
    const before = reading[place - 1];
    const after = isOpen && isUnfinished(reading, place + 1) ? undefined : reading[place + 1];
    const isKnown = core.places.has(typed);
    const known = valueOf(core, typed, before, after, typed);
    if (isKnown && known.lonely === 0) return null;
    const near = neighbours(core, typed);
    const tried = near.slice(0, MAX_CANDIDATES);
    await data.loadTerms(tried.flatMap((word) => [
      word, ...(before ? [`${before.fold} ${word}`] : []), ...(after ? [`${word} ${after.fold}`] : []),
    ]));
    const best = tried.map((word) => valueOf(core, word, before, after, typed)).sort((a, b) => b.value - a.value)[0];
    return best && (!isKnown || (best.lonely === 0 && best.pairs > known.pairs + ENOUGH)) ? best.word : null;
  }

  /** How well a form goes between the form before it and the folded word after it. */
  function fitness(one, form, postings, previous, next) {
    const before = previous ? data.pairsOf(fold(previous), one.fold).find(([a, b]) => a === previous && b === form) : null;
    const after = next ? data.pairsOf(one.fold, next.fold).filter(([a]) => a === form) : [];
    const most = after.reduce((length, [, , text]) => Math.max(length, text.length), 0);
    const typed = form === one.key && form !== one.fold ? 1e6 : 0;
    return typed + (before ? before[2].length * 4 : 0) + most * 2 + postings.length / 100;
  }

  /** For each word of a reading the form that goes with its neighbours: what an unaccented query means. */
  function likelyForms(reading) {
    let previous = "";
    return reading.map((one, i) => {
      const forms = data.formsOf(one.fold)
        .map(([form, postings]) => [form, fitness(one, form, postings, previous, reading[i + 1])])
        .sort((a, b) => b[1] - a[1]);
      previous = forms.length ? forms[0][0] : one.key;
      return previous;
    });
  }

  /** The reading with its misspelled words replaced, and whether one of them surely is misspelled; null without any. */
  async function repairReading(core, reading, isOpen) {
    const changed = [...reading];
    let isSure = false;
    for (let place = 0; place < reading.length; place++) {
      const one = reading[place];
      if ((isOpen && isUnfinished(reading, place)) || /^[0-9]/.test(one.fold) || one.fold.length < 2) continue;
      const word = await respell(core, changed, place, isOpen);
      if (!word) continue;
      changed[place] = { key: word, fold: word, other: 1, completed: [] };
      isSure = isSure || !isTypedInFull(one);
    }
    return changed.some((one, i) => one !== reading[i]) ? { changed, isSure } : null;
  }

  /** Readings with misspelled words replaced, and the first that is sure as text ("" when there is none). */
  async function repair(core, planned) {
    const repaired = [];
    for (const reading of planned.readings) repaired.push(await repairReading(core, reading, planned.open));
    const found = repaired.filter(Boolean);
    const sure = found.find(({ isSure }) => isSure);
    return {
      readings: found.map(({ changed }) => changed),
      suggestion: sure ? likelyForms(sure.changed).map(spell).join(" ") : "",
    };
  }

  sotay.searchParts.repair = { repair, likelyForms };
})(window.sotay);
