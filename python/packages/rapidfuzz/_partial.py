"""The best match of a text with a part of a longer one."""

from rapidfuzz._sequences import positions, subsequence, subsequences_of_prefixes


def best_part(first, second):
    """How alike (0 to 1) the shorter sequence is to that part of the longer one which it is most like.

    A part is as long as the shorter sequence, or shorter at either end of the longer one.
    """
    if not first or not second:
        return float(len(first) == len(second))
    shorter, longer = sorted((first, second), key=len)
    best = _best_part(shorter, longer)
    # Of two that are equally long either may be the part.
    return max(best, _best_part(longer, shorter)) if best < 1 and len(first) == len(second) else best


def _best_part(needle, text):
    width = len(needle)
    masks = positions(needle)
    best = 0.0
    for ends in (subsequences_of_prefixes(masks, width, text[: width - 1]), _suffixes(needle, text)):
        for length, common in enumerate(ends, 1):
            best = max(best, _alike(common, width, length))
    return max(best, _best_window(masks, width, text, best))


def _suffixes(needle, text):
    end = text[len(text) - len(needle) + 1 :]
    return subsequences_of_prefixes(positions(needle[::-1]), len(needle), end[::-1])


def _best_window(masks, width, text, best):
    """Of the parts in full length, which move on by one symbol: what two of them have in common with the needle
    differs by no more than their distance, so that most need not be looked at."""
    counts = {}

    def common(start):
        if start not in counts:
            counts[start] = subsequence(masks, width, text[start : start + width])
        return counts[start]

    last = len(text) - width
    best = max(best, _alike(common(0), width, width), _alike(common(last), width, width))
    open_ranges = [(0, last)]
    while open_ranges:
        start, end = open_ranges.pop()
        most = min(width, (common(start) + common(end) + end - start) // 2)
        if end - start < 2 or _alike(most, width, width) <= best:
            continue
        middle = (start + end) // 2
        best = max(best, _alike(common(middle), width, width))
        open_ranges += [(start, middle), (middle, end)]
    return best


def _alike(common, width, length):
    most = width + length
    return 1.0 - (most - 2 * common) / most
