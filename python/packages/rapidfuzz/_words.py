"""Texts and other sequences as words: what stands between blanks, sorted, and joined again."""

_WIDTH = 1 << 64


def words(first, second):
    """The words of both, of one type so that they compare.

    In texts without wide characters RapidFuzz takes no-break blanks for letters, in other sequences never.
    """
    if isinstance(first, str) and isinstance(second, str):
        return _of_text(first), _of_text(second)
    return _of_elements(first), _of_elements(second)


def joined(words):
    if words and not isinstance(words[0], str):
        return tuple(element for word in words for element in (" ", *word))[1:]
    return " ".join(words)


def in_order(words):
    words = list(words)
    return sorted(words) if not words or isinstance(words[0], str) else sorted(words, key=_order)


def _of_text(text):
    if ("\x85" in text or "\xa0" in text) and max(text) <= "\xff":
        guarded = text.replace("\x85", "\ue085").replace("\xa0", "\ue0a0")
        return [word.replace("\ue085", "\x85").replace("\ue0a0", "\xa0") for word in guarded.split()]
    return text.split()


def _of_elements(elements):
    if isinstance(elements, str):
        return list(map(tuple, _of_text(elements)))
    found = [[]]
    for element in elements:
        if isinstance(element, str) and len(element) == 1 and element.isspace():
            found.append([])
        else:
            found[-1].append(element)
    return [tuple(word) for word in found if word]


def _order(word):
    """RapidFuzz orders by code points and hashes. Those of texts differ from process to process: here it is the
    text that counts, so that a score is the same each time."""
    return [_place(element) for element in word]


def _place(element):
    if isinstance(element, str) and len(element) == 1:
        return 0, ord(element), ""
    if isinstance(element, int):
        return 0, element % _WIDTH, ""
    return 1, 0, repr(element)
