// Text in, the words a search compares out: the twin of generator/search/vietnamese.py, where the rules are explained.
// tests/search/vectors.json is run in both.
(function (sotay) {
  "use strict";

  const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/g;
  const RUN = /[\p{L}\p{N}]+/gu;
  const PART = /\p{Nd}+|\P{Nd}+/gu;
  const GLUE = /^(?!.*\n\s*\n)\s*[-\u2010-\u2014/]?\s*$/s;
  const ROMAN = /^X{0,2}(?:IX|IV|V?I{0,3})$/i;
  const ROMAN_VALUE = { i: 1, v: 5, x: 10 };
  const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
  const MARKS = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323" };
  const ONSETS = new Set(" b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" "));
  const RIMES = new Set(
    ("a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et " +
      "ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan " +
      "oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm " +
      "ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uâng uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên " +
      "uyêt uynh uyt uyp uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu " +
      "y yêm yên yêng yêt yêu ynh yt").split(" ")
  );
  const I_OR_Y = new Set("h k l m s t".split(" "));

  function clean(text) {
    return text.normalize("NFC").replace(INVISIBLE, "");
  }

  const folded = new Map();

  function fold(text) {
    let known = folded.get(text);
    if (known === undefined) folded.set(text, (known = computeFold(text)));
    return known;
  }

  function computeFold(text) {
    const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
    return /^\p{L}/u.test(plain) ? plain.replace(/[1-5]+$/, "") : plain;
  }

  const FOLDED_RIMES = new Set(Array.from(RIMES, fold));

  const plainCharacters = new Map();

  /** The text without marks, in which every character stands where it stood. */
  function foldInPlace(text) {
    return text.replace(/[^\x00-\x7f]/g, (character) => {
      let plain = plainCharacters.get(character);
      if (plain === undefined) plainCharacters.set(character, (plain = (computeFold(character) + character)[0]));
      return plain;
    }).toLowerCase();
  }

  function toneApart(word) {
    let tone = "";
    let letters = "";
    for (const character of word.normalize("NFD")) {
      if (character in TONES) tone = TONES[character];
      else letters += character;
    }
    return [letters.normalize("NFC"), tone];
  }

  function onsetAndRime(letters, rimes) {
    if (/^qu[uư]/.test(letters)) return null;
    for (let length = 3; length >= 0; length--) {
      if (letters.length > length && ONSETS.has(letters.slice(0, length)) && rimes.has(letters.slice(length))) {
        return [letters.slice(0, length), letters.slice(length)];
      }
    }
    return null;
  }

  function parts(letters) {
    return onsetAndRime(letters, RIMES) || onsetAndRime(letters, FOLDED_RIMES);
  }

  function unify(letters) {
    if (letters.startsWith("quy")) return "qui" + letters.slice(3);
    if (letters.endsWith("y") && I_OR_Y.has(letters.slice(0, -1))) return letters.slice(0, -1) + "i";
    return letters;
  }

  function isSyllable(word) {
    return parts(unify(toneApart(word.toLowerCase())[0])) !== null;
  }

  function key(word) {
    let [letters, tone] = toneApart(word.toLowerCase());
    letters = unify(letters);
    return parts(letters) ? letters + tone : letters;
  }

  function spell(syllable) {
    const toned = /^\p{L}.*[1-5]$/u.test(syllable);
    const letters = toned ? syllable.slice(0, -1) : syllable;
    const mark = toned ? MARKS[syllable.slice(-1)] : "";
    const found = parts(letters);
    if (!found) return syllable;
    let [onset, rime] = found;
    if ((rime === "i" && onset !== "s" && I_OR_Y.has(onset)) || (rime.startsWith("i") && onset === "qu")) {
      rime = "y" + rime.slice(1);
    }
    const place = tonePlace(rime) + 1;
    return (onset + rime.slice(0, place) + mark + rime.slice(place)).normalize("NFC");
  }

  function tonePlace(rime) {
    for (let i = rime.length - 1; i >= 0; i--) if ("ăâêôơư".includes(rime[i])) return i;
    const vowels = rime.match(/^[aeiouy]*/)[0].length;
    return vowels === 3 || (vowels === 2 && vowels < rime.length) ? 1 : 0;
  }

  function roman(word) {
    if (!word || !ROMAN.test(word)) return "";
    const values = Array.from(word.toLowerCase(), (letter) => ROMAN_VALUE[letter]);
    return String(values.reduce((sum, value, i) => sum + (value < (values[i + 1] || 0) ? -value : value), 0));
  }

  function digits(word) {
    return /^[0-9]+$/.test(word) ? word.replace(/^0+(?=.)/, "") : "";
  }

  function isUpper(word) {
    return word === word.toUpperCase() && word !== word.toLowerCase();
  }

  /** The words of a cleaned text as they are written, "" where a phrase ends; "TW5" is two words. */
  function split(text) {
    const found = [];
    let end = 0;
    for (const run of text.matchAll(RUN)) {
      if (!GLUE.test(text.slice(end, run.index))) found.push("");
      found.push(...run[0].match(PART));
      end = run.index + run[0].length;
    }
    return found;
  }

  /** What a written word is looked up by: its key, of "XIII" and "013" the number 13. */
  function term(word) {
    return (isUpper(word) && roman(word)) || digits(word) || key(word);
  }

  function decode(typed) {
    const lower = typed.toLowerCase();
    if (!/^[a-z0-9]+$/.test(lower) || /^[0-9]+$/.test(lower)) return "";
    const press = /[0-9]/.test(lower) ? pressVni : pressTelex;
    let letters = "";
    let tone = "";
    for (const character of lower) {
      const [changed, toneTyped] = press(letters, character);
      if (toneTyped && tone) return "";
      tone = toneTyped || tone;
      letters = changed;
    }
    letters = letters.replace(/ươ$/, "uơ");
    if (letters === lower || !onsetAndRime(unify(letters), RIMES)) return "";
    if (/(?:c|ch|p|t)$/.test(letters) && tone !== "1" && tone !== "5") return "";
    return spell(letters + tone);
  }

  function pressTelex(letters, typed) {
    if ("sfrxj".includes(typed) && hasVowel(letters)) return [letters, String("sfrxj".indexOf(typed) + 1)];
    if (typed === "d" && letters.startsWith("d")) return ["đ" + letters.slice(1), ""];
    if ("aeo".includes(typed) && letters.includes(typed) && !onsetAndRime(letters + typed, RIMES)) {
      return [replaceLast(letters, { [typed]: { a: "â", e: "ê", o: "ô" }[typed] }), ""];
    }
    if (typed === "w") return [hasVowel(letters) ? pressHorn(letters) : letters + "ư", ""];
    return [letters + typed, ""];
  }

  function pressVni(letters, typed) {
    if ("12345".includes(typed) && hasVowel(letters)) return [letters, typed];
    if (typed === "6") return [replaceLast(letters, { a: "â", e: "ê", o: "ô" }), ""];
    if (typed === "7") return [pressHorn(letters), ""];
    if (typed === "8") return [replaceLast(letters, { a: "ă" }), ""];
    if (typed === "9" && letters.startsWith("d")) return ["đ" + letters.slice(1), ""];
    return [letters + typed, ""];
  }

  function pressHorn(letters) {
    if (letters.startsWith("qu")) return replaceLast(letters, { a: "ă", o: "ơ" });
    for (const before of ["uo", "ưo", "uơ"]) if (letters.includes(before)) return letters.replaceAll(before, "ươ");
    if (letters.includes("ua")) return letters.replaceAll("ua", "ưa");
    return replaceLast(letters, { a: "ă", o: "ơ", u: "ư" });
  }

  function replaceLast(letters, changes) {
    for (let place = letters.length - 1; place >= 0; place--) {
      if (letters[place] in changes) return letters.slice(0, place) + changes[letters[place]] + letters.slice(place + 1);
    }
    return letters;
  }

  function hasVowel(letters) {
    return /[aeiouyăâêôơư]/.test(letters);
  }

  sotay.vietnamese = { clean, fold, foldInPlace, key, spell, isSyllable, roman, digits, isUpper, split, term, decode };
})((globalThis.sotay = globalThis.sotay || {}));
