// What was typed in, what to look for out: a query becomes readings, a reading a row of units and document numbers.
// A unit is {key, fold, other, completed}: a syllable or number, how much another form with the same fold counts, and
// the folded words it may become when it is unfinished.
(function (sotay) {
  "use strict";

  const { clean, fold, key, isSyllable, isUpper, roman, digits, split, term, decode } = sotay.vietnamese;
  const OTHER_ACCENT = 0.3;
  const OTHER_PLAIN = 0.75;
  const MAX_READINGS = 4;
  const prepared = new WeakMap();

  function wordsOf(text) {
    return split(text).filter(Boolean);
  }

  /** Abbreviations by their fold, and the code that a spelled-out document type stands for. */
  function abbreviationsOf(core) {
    if (!prepared.has(core)) {
      const byFold = new Map();
      const codes = new Map();
      for (const [short, meanings] of Object.entries(core.abbreviations)) {
        const folded = fold(short);
        if (!byFold.has(folded)) byFold.set(folded, []);
        for (const meaning of meanings) {
          const keys = wordsOf(meaning).map(term);
          byFold.get(folded).push({ short, keys });
          const spelled = keys.map(fold).join(" ");
          if (!codes.has(spelled)) codes.set(spelled, folded);
        }
      }
      prepared.set(core, { byFold, codes });
    }
    return prepared.get(core);
  }

  function unit(form, other) {
    return { key: form, fold: fold(form), other, completed: [] };
  }

  function exact(keys) {
    return keys.map((form) => unit(form, OTHER_ACCENT));
  }

  /** The meanings of an abbreviation; one that looks like a syllable (ĐA, TU) must be typed as it is written. */
  function meaningsOf(text, byFold) {
    const entries = byFold.get(fold(text)) || [];
    const same = entries.filter((entry) => entry.short === text);
    const usable = same.length ? same : isSyllable(text) ? [] : entries;
    const seen = new Map(usable.map((entry) => [entry.keys.join(" "), entry.keys]));
    return Array.from(seen.values());
  }

  /** "nqtw" as the meanings of "nq" and "tw" one after the other. */
  function gluedMeaning(text, byFold) {
    for (let place = 2; place <= text.length - 2; place++) {
      const [first] = meaningsOf(text.slice(0, place), byFold);
      const [second] = meaningsOf(text.slice(place), byFold);
      if (first && second) return [[...first, ...second]];
    }
    return [];
  }

  /** "nghiquyet" as the fewest known syllables it can be made of, or null. */
  function partWords(text, core) {
    const best = [[]];
    for (let end = 1; end <= text.length; end++) {
      best[end] = null;
      for (let start = Math.max(0, end - 7); start <= end - 2; start++) {
        const part = text.slice(start, end);
        if (!best[start] || (best[end] && best[end].length <= best[start].length + 1)) continue;
        if (isSyllable(part) && core.places.has(fold(key(part)))) best[end] = [...best[start], part];
      }
    }
    return best[text.length] && best[text.length].length > 1 ? best[text.length] : null;
  }

  /** All readings of one word or number as rows of units. */
  function readWord(text, core, byFold) {
    const meanings = meaningsOf(text, byFold);
    if (meanings.length) return meanings.map(exact);
    const number = digits(text) || (isUpper(text) || !isSyllable(text) ? roman(text) : "");
    if (number) return [[unit(number, 0)]];
    const form = key(text);
    const decoded = decode(text);
    const isDecoded = decoded && core.places.has(fold(key(decoded))) && !core.places.has(fold(form));
    if (isSyllable(text) && !isDecoded) {
      const readings = [[unit(form, form === fold(form) ? OTHER_PLAIN : OTHER_ACCENT)]];
      if (roman(text)) readings.push([unit(roman(text), 0)]);
      return readings;
    }
    if (core.places.has(fold(form))) return [[unit(form, OTHER_PLAIN)]];
    if (isDecoded) return [[unit(key(decoded), /[ăâđêôơư]/.test(key(decoded)) ? OTHER_ACCENT : OTHER_PLAIN)]];
    const glued = gluedMeaning(text, byFold);
    if (glued.length) return glued.map(exact);
    const parts = partWords(text, core);
    return [[form], ...(parts ? [parts.map(key)] : [])].map((row) => row.map((one) => unit(one, OTHER_PLAIN)));
  }

  function combine(rows, options) {
    const combined = [];
    for (const row of rows) for (const option of options) combined.push([...row, ...option]);
    return combined.slice(0, MAX_READINGS);
  }

  /** Document numbers among the words, in any spelling: "21-KL/TW", "kl 21", "kết luận số 21", "21kltw". */
  function findNumbers(text, core, codes) {
    const plain = wordsOf(text).map((word) => ({ text: word, fold: fold(term(word)) }));
    const row = [];
    for (let i = 0; i < plain.length; i++) {
      const three = plain.slice(i, i + 3).map((word) => word.fold);
      const two = three.slice(0, 2).join(" ");
      if (codes.has(two)) {
        row.push(codes.get(two));
        i += 1;
      } else if (three[0] !== "so") {
        row.push(digits(plain[i].text) || (fold(plain[i].text) === "tu" && plain[i].text !== "TU" ? "tw" : fold(plain[i].text)));
      }
    }
    const isNumber = (word) => word !== undefined && /^[0-9]{1,4}$/.test(word);
    const isCode = (word) => word !== undefined && !/[0-9]/.test(word) && word.length <= 10;
    const found = [];
    row.forEach((word, i) => {
      const [second, third] = [row[i + 1], row[i + 2]];
      const shapes = [];
      if (isNumber(word) && isCode(second)) shapes.push([word + second + third, isCode(third)], [word + second, true]);
      if (isCode(word) && isNumber(second)) shapes.push([second + word + third, isCode(third)], [second + word, true]);
      const match = shapes.find(([name, possible]) => possible && core.places.has("#" + name));
      if (match) found.push(match[0]);
    });
    const longest = Math.max(0, ...found.map((name) => name.length));
    return found.filter((name) => name.length === longest).map((name) => "#" + name);
  }

  function copyUnits(row) {
    return row.map((one) => ({ ...one }));
  }

  /** Without the words that only ask: "nghị quyết là gì" looks for "nghị quyết", "chỉ thị số 05" for "chỉ thị 05". */
  function dropAskingWords(row) {
    const asks = row.length > 2 && row[row.length - 2].fold === "la" && row[row.length - 1].fold === "gi";
    const asked = asks ? row.slice(0, -2) : row;
    return asked.filter((one, i) => !(one.fold === "so" && asked[i + 1] && /^[0-9]+$/.test(asked[i + 1].key)));
  }

  /** What stands between quotation marks, as rows of units: typed with accents, it must be found with just these. */
  function findPhrases(text, core, byFold) {
    const phrases = Array.from(text.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/gu), ([, phrase]) => wordsOf(phrase));
    const rows = phrases.map((words) => words.flatMap((word) => readWord(word, core, byFold)[0]));
    for (const row of rows) {
      const isPlain = row.every((one) => one.key === one.fold);
      for (const one of row) one.other = isPlain ? 1 : 0;
    }
    return rows.filter((row) => row.length);
  }

  /** {readings, numbers, phrases, open, typed}; `open`: the last word may go on, `typed`: the words as they are. */
  function plan(query, core) {
    const { byFold, codes } = abbreviationsOf(core);
    const text = clean(query);
    let readings = [[]];
    // "qdd", "qd9": the code QĐ typed in Telex or VNI.
    const typed = (text.match(/[\p{L}\p{N}]+/gu) || []).map((run) => run.replace(/^qd[d9](i?)$/i, "qđ$1"));
    for (const run of typed) {
      const decoded = /[0-9]/.test(run) ? decode(run) : "";
      const parts = decoded ? [decoded] : wordsOf(run);
      for (const part of parts) readings = combine(readings, readWord(part, core, byFold));
    }
    const accented = readings.some((row) => row.some((one) => one.key !== one.fold && one.other === OTHER_ACCENT));
    if (!accented) for (const row of readings) for (const one of row) one.other = one.other === OTHER_PLAIN ? 1 : one.other;
    return {
      readings: readings.map(copyUnits).map(dropAskingWords),
      numbers: findNumbers(typed.join(" "), core, codes),
      phrases: findPhrases(text, core, byFold),
      open: /[\p{L}\p{N}]$/u.test(text),
      typed,
    };
  }

  sotay.searchParts.plan = { plan };
})(window.sotay);
