"""Preparation of texts."""

import re

__all__ = ["default_process"]

#: Letters and numerals younger than the table of RapidFuzz, which has those of Unicode 13.
_YOUNGER = ()


def _is_kept(character):
    return character.isalnum()


#: Beyond ASCII the rule is a function's; a pattern finds the rest fast.
_ASCII_OTHERS = re.compile(r"[^0-9A-Za-z\u0080-\U0010ffff]")
_BEYOND_ASCII = re.compile(r"[\u0080-\U0010ffff]")


def default_process(sentence):
    """Lower case, a blank for whatever is neither letter nor numeral, and no blanks at the ends."""
    if isinstance(sentence, (bytes, bytearray)):
        sentence = sentence.decode("latin-1")
    if not isinstance(sentence, str):
        raise TypeError("sentence must be a String")
    sentence = _ASCII_OTHERS.sub(" ", sentence)
    if not sentence.isascii():
        sentence = _BEYOND_ASCII.sub(lambda found: found[0] if _is_kept(found[0]) else " ", sentence)
        # Each character by itself: one for one, and no final sigma.
        sentence = sentence.replace("İ", "i").replace("Σ", "σ")
    return sentence.lower().strip(" ")
