"""Porter's stemmer with the extensions of NLTK: Porter, "An algorithm for suffix stripping" (1980)."""

from functools import cache

_POOL = {
    **{word: word for word in "news howe proceed exceed succeed sky inning outing canning".split()},
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "innings": "inning",
    "outings": "outing",
    "cannings": "canning",
}


@cache
def stem(word):
    """The stem of a token of small letters and digits."""
    if word in _POOL:
        return _POOL[word]
    if len(word) <= 2:
        return word
    for step in (_step_1a, _step_1b, _step_1c, _step_2, _step_3, _step_4, _step_5a, _step_5b):
        word = step(word)
    return word


def _shape(word):
    """A ``c`` for each consonant, a ``v`` for each vowel; a y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape[-1:] == "c")
        shape += "v" if vowel else "c"
    return shape


def _measure(word):
    """Porter's m: how often consonants follow vowels."""
    return _shape(word).count("vc")


def _has_measure(word):
    return _measure(word) > 0


def _has_measure_two(word):
    return _measure(word) > 1


def _ends_in_short_syllable(word):
    shape = _shape(word)
    return shape == "vc" or (shape.endswith("cvc") and word[-1] not in "wxy")


def _replaced(word, rules):
    """The first rule whose suffix fits decides."""
    for suffix, replacement, holds in rules:
        if word.endswith(suffix):
            rest = word.removesuffix(suffix)
            return rest + replacement if holds(rest) else word
    return word


def _step_1a(word):
    if word.endswith("ies") and len(word) == 4:
        return word[:-1]
    for suffix, replacement in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(suffix):
            return word.removesuffix(suffix) + replacement
    return word


def _step_1b(word):
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _has_measure(word[:-3]) else word
    for suffix in ("ed", "ing"):
        rest = word.removesuffix(suffix)
        if rest != word and "v" in _shape(rest):
            return _mended(rest)
    return word


def _mended(word):
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c":
        return word if word[-1] in "lsz" else word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_in_short_syllable(word) else word


def _step_1c(word):
    if word.endswith("y") and len(word) > 2 and _shape(word[:-1])[-1] == "c":
        return word[:-1] + "i"
    return word


def _rules(condition, **replacements):
    return [(suffix, replacement, condition) for suffix, replacement in replacements.items()]


_STEP_2 = [
    *_rules(_has_measure, ational="ate", tional="tion", enci="ence", anci="ance", izer="ize", bli="ble", alli="al"),
    *_rules(_has_measure, entli="ent", eli="e", ousli="ous", ization="ize", ation="ate", ator="ate", alism="al"),
    *_rules(_has_measure, iveness="ive", fulness="ful", ousness="ous", aliti="al", iviti="ive", biliti="ble"),
    *_rules(_has_measure, fulli="ful"),
    # The l counts with the stem, so that "geology" is cut as "archaeology" is.
    *_rules(lambda rest: _has_measure(rest + "l"), logi="log"),
]
_STEP_3 = _rules(_has_measure, icate="ic", ative="", alize="al", iciti="ic", ical="ic", ful="", ness="")
_STEP_4 = [
    *_rules(_has_measure_two, al="", ance="", ence="", er="", ic="", able="", ible="", ant="", ement="", ment=""),
    *_rules(_has_measure_two, ent=""),
    *_rules(lambda rest: _has_measure_two(rest) and rest.endswith(("s", "t")), ion=""),
    *_rules(_has_measure_two, ou="", ism="", ate="", iti="", ous="", ive="", ize=""),
]


def _step_2(word):
    # NLTK takes -alli first and goes through the step again.
    if word.endswith("alli") and _has_measure(word[:-4]):
        return _step_2(word[:-2])
    return _replaced(word, _STEP_2)


def _step_3(word):
    return _replaced(word, _STEP_3)


def _step_4(word):
    return _replaced(word, _STEP_4)


def _step_5a(word):
    rest = word[:-1]
    if word.endswith("e") and (_measure(rest) > 1 or (_measure(rest) == 1 and not _ends_in_short_syllable(rest))):
        return rest
    return word


def _step_5b(word):
    return word[:-1] if word.endswith("ll") and _has_measure_two(word[:-1]) else word
