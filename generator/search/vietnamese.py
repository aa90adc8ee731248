"""Text in, the words a search compares out: one definition of Vietnamese text.

`generator/assets/search/vietnamese.js` is the same in JavaScript; `tests/search/vectors.json` is run in both.

The *key* of a syllable is its lower-case letters without the tone, then the tone as a digit: "nghị" is
`nghi5`, "quyết" is `quyêt1`. So NFC or NFD and the place of the tone mark (hòa, hoà) make no difference. The
*fold* of a key has no marks at all and đ = d. Digits: 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng, none if level.
"""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
RUN = re.compile(r"([^\W_]+)")
PART = re.compile(r"\d+|\D+")
# Between two words of one phrase stands white space, or a hyphen as in "chính trị - xã hội", but no empty line.
GLUE = re.compile(r"(?!.*\n\s*\n)\s*[-\u2010-\u2014/]?\s*", re.DOTALL)
# 21-KL/TW, 21/KL-TW, 152-HD/BTGTW, 103/2017/QĐ-TW.
# It begins with a digit and looks back from there, so that nothing else is looked at twice.
NUMBER = re.compile(
    r"(\d(?<![^\W_]\d)\d{0,3})(?:/\d{4})?\s?[-\u2010-\u2014/]\s?([A-ZĐ][A-Za-zĐđ]{0,4})\s?[-\u2010-\u2014/]\s?"
    r"([A-ZĐƯ][A-ZĐƯa-z]{1,9})(?![^\W_])"
)
ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})", re.IGNORECASE)
ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}

TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
MARKS = {digit: mark for mark, digit in TONES.items()}
ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = frozenset(["", *ONSET_LIST.split()])
# Without the tone.
RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng
eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac
oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uâng uây uc uê uêch uênh ui um
un ung uơ up ut uy uya uych uyên uyêt uynh uyt uyp uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng
ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt
"""
RIMES = frozenset(RIME_LIST.split())
# The letters i and y sound alike as the whole rime after these (lí, lý), and everywhere after qu (quí, quý).
I_OR_Y = frozenset("hklmst")


def clean(text: str) -> str:
    """The text in NFC without the characters nobody sees (soft hyphen, zero-width and direction marks)."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without any mark, đ as d: "Đảng" is "dang"; of a key also without the digit of its tone."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    plain = plain.replace("đ", "d")
    return plain.rstrip("12345") if plain[:1].isalpha() else plain


FOLDED_RIMES = frozenset(fold(rime) for rime in RIMES)


def tone_apart(word: str) -> tuple[str, str]:
    """A lower-case word as (letters without the tone, digit of the tone or "")."""
    tone = ""
    letters = []
    for character in unicodedata.normalize("NFD", word):
        if character in TONES:
            tone = TONES[character]
        else:
            letters.append(character)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def onset_and_rime(letters: str, rimes: frozenset[str]) -> tuple[str, str] | None:
    """The syllable's two parts, or None when the letters (without a tone) are no Vietnamese syllable."""
    if letters.startswith(("quu", "quư")):
        return None
    for length in (3, 2, 1, 0):
        if letters[:length] in ONSETS and letters[length:] in rimes and len(letters) > length:
            return letters[:length], letters[length:]
    return None


def unify(letters: str) -> str:
    """One spelling for y and i where they sound alike: "ly" is "li", "quyêt" is "quiêt"."""
    if letters.startswith("quy"):
        return "qui" + letters[3:]
    if letters[-1:] == "y" and letters[:-1] in I_OR_Y:
        return letters[:-1] + "i"
    return letters


def is_syllable(word: str) -> bool:
    """Whether a word, with or without its marks, is built like a Vietnamese syllable."""
    letters = unify(tone_apart(word.lower())[0])
    return bool(onset_and_rime(letters, RIMES) or onset_and_rime(letters, FOLDED_RIMES))


def key(word: str) -> str:
    """The form in which words are compared; a word that is no Vietnamese syllable has no tone."""
    letters, tone = tone_apart(word.lower())
    letters = unify(letters)
    if onset_and_rime(letters, RIMES) or onset_and_rime(letters, FOLDED_RIMES):
        return letters + tone
    return letters


def spell(syllable: str) -> str:
    """A key written as people write it: `nghi5` is "nghị"; the tone stands as in "ủy", "hóa", "thúy"."""
    if syllable[-1:] not in MARKS or not syllable[:1].isalpha():
        letters, mark = syllable, ""
    else:
        letters, mark = syllable[:-1], MARKS[syllable[-1]]
    parts = onset_and_rime(letters, RIMES) or onset_and_rime(letters, FOLDED_RIMES)
    if parts is None:
        return syllable
    onset, rime = parts
    if (rime == "i" and onset in I_OR_Y - {"s"}) or (rime.startswith("i") and onset == "qu"):
        rime = "y" + rime[1:]
    place = tone_place(rime)
    return unicodedata.normalize("NFC", onset + rime[: place + 1] + mark + rime[place + 1 :])


def tone_place(rime: str) -> int:
    marked = [i for i, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return marked[-1]
    vowels = len(rime) - len(rime.lstrip("aeiouy"))
    return 1 if vowels == 3 or (vowels == 2 and vowels < len(rime)) else 0


def roman(word: str) -> str:
    """The value of a Roman numeral up to XXIX as digits ("XIII" is "13"), "" when the word is none."""
    letters = word.lower()
    if not letters or not ROMAN.fullmatch(letters):
        return ""
    values = [ROMAN_VALUE[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))


def split(text: str) -> list[str]:
    """The words of a cleaned text as they are written, "" where a phrase ends; "TW5" is two words."""
    found: list[str] = []
    parts = RUN.split(text)
    for gap, word in zip(parts[::2], parts[1::2], strict=False):
        if gap != " " and not GLUE.fullmatch(gap):
            found.append("")
        if word.isalpha() or word.isdecimal():
            found.append(word)
        else:
            found += PART.findall(word)
    return found


@lru_cache(maxsize=65536)
def term(word: str) -> str:
    """What a written word is looked up by: its key, of "XIII" and "013" the number 13."""
    return (word.isupper() and roman(word)) or digits(word) or key(word)


def digits(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdecimal() and word.isascii() else ""


def numbers(text: str) -> list[str]:
    """The document numbers in a cleaned text as number and letters: "21-KL/TW" gives `21kltw`, `21kl`."""
    found = []
    for number, kind, issuer in NUMBER.findall(text):
        # "QĐi" (quy định) and "QĐ" (quyết định, also used for quy định) are written for one another.
        for code in {fold(kind): 1, fold(kind.removesuffix("i")): 1}:
            place = "tw" if issuer.upper() in ("TƯ", "TW") else fold(issuer)
            found += [digits(number) + code + place, digits(number) + code]
    return list(dict.fromkeys(found))


def decode(typed: str) -> str:
    """Telex or VNI keystrokes as the word they mean ("quyeets", "quye6t1": "quyết"), "" when they mean none.

    Telex: s f r x j for the tones, w and doubled letters for marks. VNI: 1-5 for the tones, 6 circumflex,
    7 horn, 8 breve, 9 đ. Marks may stand anywhere after the letter they change.
    """
    lower = typed.lower()
    if not lower.isascii() or not lower.isalnum() or lower.isdecimal():
        return ""
    vni = any(c.isdecimal() for c in lower)
    letters, tone = "", ""
    for character in lower:
        changed, tone_typed = press_vni(letters, character) if vni else press_telex(letters, character)
        if tone_typed:
            if tone:
                return ""
            tone = tone_typed
        letters = changed
    if letters.endswith("ươ"):  # only "uơ" ends a word: "thuowr" is "thuở"
        letters = letters[:-2] + "uơ"
    if letters == lower or not onset_and_rime(unify(letters), RIMES):
        return ""
    if letters.endswith(("c", "ch", "p", "t")) and tone not in ("1", "5"):
        return ""
    return spell(letters + tone)


def press_telex(letters: str, typed: str) -> tuple[str, str]:
    if typed in "sfrxj" and has_vowel(letters):
        return letters, {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}[typed]
    if typed == "d" and letters.startswith("d"):
        return "đ" + letters[1:], ""
    if typed in "aeo" and typed in letters and not onset_and_rime(letters + typed, RIMES):
        return replace_last(letters, {typed: {"a": "â", "e": "ê", "o": "ô"}[typed]}), ""
    if typed == "w":
        return (press_horn(letters) if has_vowel(letters) else letters + "ư"), ""
    return letters + typed, ""


def press_vni(letters: str, typed: str) -> tuple[str, str]:
    if typed in "12345" and has_vowel(letters):
        return letters, typed
    if typed == "6":
        return replace_last(letters, {"a": "â", "e": "ê", "o": "ô"}), ""
    if typed == "7":
        return press_horn(letters), ""
    if typed == "8":
        return replace_last(letters, {"a": "ă"}), ""
    if typed == "9" and letters.startswith("d"):
        return "đ" + letters[1:], ""
    return letters + typed, ""


def press_horn(letters: str) -> str:
    if letters.startswith("qu"):
        return replace_last(letters, {"a": "ă", "o": "ơ"})
    for before, after in (("uo", "ươ"), ("ưo", "ươ"), ("uơ", "ươ")):
        if before in letters:
            return letters.replace(before, after)
    if "ua" in letters:
        return letters.replace("ua", "ưa")
    return replace_last(letters, {"a": "ă", "o": "ơ", "u": "ư"})


def replace_last(letters: str, changes: dict[str, str]) -> str:
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in changes:
            return letters[:place] + changes[letters[place]] + letters[place + 1 :]
    return letters


def has_vowel(letters: str) -> bool:
    return any(letter in "aeiouyăâêôơư" for letter in letters)
