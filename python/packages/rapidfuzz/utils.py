"""Preparation of texts."""

import re

__all__ = ["default_process"]

#: Letters and numerals of Unicode 14 to 16, which RapidFuzz's table of Unicode 13 has not: code points in hex.
_YOUNGER = (
    "870-887 889-88E 8B5 8C8-8C9 C5D CDD 170D 171F 1B4C 1C89-1C8A 2C2F 2C5F 9FFD-9FFF A7C0-A7C1 A7CB-A7CD "
    "A7D0-A7D1 A7D3 A7D5-A7DC A7F2-A7F4 10570-1057A 1057C-1058A 1058C-10592 10594-10595 10597-105A1 "
    "105A3-105B1 105B3-105B9 105BB-105BC 105C0-105F3 10780-10785 10787-107B0 107B2-107BA 10D40-10D65 "
    "10D6F-10D85 10EC2-10EC4 10F70-10F81 11071-11072 11075 1123F-11240 11380-11389 1138B 1138E "
    "11390-113B5 113B7 113D1 113D3 116D0-116E3 11740-11746 11AB0-11ABF 11BC0-11BE0 11BF0-11BF9 11F02 "
    "11F04-11F10 11F12-11F33 11F50-11F59 12F90-12FF0 1342F 13441-13446 13460-143FA 16100-1611D "
    "16130-16139 16A70-16ABE 16AC0-16AC9 16D40-16D6C 16D70-16D79 18CFF 1AFF0-1AFF3 1AFF5-1AFFB "
    "1AFFD-1AFFE 1B11F-1B122 1B132 1B155 1CCF0-1CCF9 1D2C0-1D2D3 1DF00-1DF1E 1DF25-1DF2A 1E030-1E06D "
    "1E290-1E2AD 1E4D0-1E4EB 1E4F0-1E4F9 1E5D0-1E5ED 1E5F0-1E5FA 1E7E0-1E7E6 1E7E8-1E7EB 1E7ED-1E7EE "
    "1E7F0-1E7FE 2A6DE-2A6DF 2B735-2B739 2EBF0-2EE5D 31350-323AF "
)


def _range(bounds):
    first, _, last = bounds.partition("-")
    return f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"


_OTHERS = re.compile(r"[\W_" + "".join(map(_range, _YOUNGER.split())) + "]")


def default_process(sentence):
    """Lower case, a blank for whatever is neither letter nor numeral, and no blanks at the ends."""
    if isinstance(sentence, (bytes, bytearray)):
        sentence = sentence.decode("latin-1")
    if not isinstance(sentence, str):
        raise TypeError("sentence must be a String")
    # Each character by itself: one for one, and no final sigma.
    return _OTHERS.sub(" ", sentence).replace("İ", "i").replace("Σ", "σ").lower().strip(" ")
