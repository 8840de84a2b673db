"""Scores from 0 to 100 of how alike two texts, or other sequences, are."""

from rapidfuzz._partial import best_part
from rapidfuzz._sequences import is_missing, lcs_length, pair
from rapidfuzz._words import in_order, joined, words
from rapidfuzz.distance import Indel

__all__ = [
    "QRatio",
    "WRatio",
    "partial_ratio",
    "ratio",
    "token_set_ratio",
    "token_sort_ratio",
]

_UNBASE_SCALE = 0.95


def _scored(score):
    """A scorer of the public kind: missing texts, a processor, and a score below the cutoff counts as 0."""

    def scorer(s1, s2, *, processor=None, score_cutoff=None):
        if is_missing(s1) or is_missing(s2):
            return 0.0
        value = score(*pair(s1, s2, processor))
        return value if score_cutoff is None or value >= score_cutoff else 0.0

    scorer.__name__ = scorer.__qualname__ = score.__name__.strip("_")
    scorer._scorer = {"best": 100, "worst": 0, "lower_is_better": False}
    return scorer


def _ratio(first, second):
    return Indel.normalized_similarity(first, second) * 100


def _partial_ratio(first, second):
    return best_part(first, second) * 100


def _sorted_texts(first, second):
    return [joined(in_order(found)) for found in words(first, second)]


def _token_sort_ratio(first, second):
    return _ratio(*_sorted_texts(first, second))


def _shares(first, second):
    """The words of both, of the first alone and of the second alone; each once, sorted."""
    ours, theirs = map(set, words(first, second))
    return in_order(ours & theirs), in_order(ours - theirs), in_order(theirs - ours)


def _apart_as_score(distance, most):
    return 100 - 100 * distance / most if most else 100.0


def _token_set_ratio(first, second):
    common, ours, theirs = _shares(first, second)
    if not (common or ours) or not (common or theirs):
        return 0.0
    if common and not (ours and theirs):
        return 100.0
    ours, theirs = joined(ours), joined(theirs)
    # Both texts begin with the common words: they add to the length, not to the distance.
    length = len(joined(common))
    blank = bool(length)
    ours_length = length + blank + len(ours)
    theirs_length = length + blank + len(theirs)
    distance = len(ours) + len(theirs) - 2 * lcs_length(ours, theirs)
    best = _apart_as_score(distance, ours_length + theirs_length)
    if not length:
        return best
    to_ours = _apart_as_score(blank + len(ours), length + ours_length)
    to_theirs = _apart_as_score(blank + len(theirs), length + theirs_length)
    return max(best, to_ours, to_theirs)


def _token_ratio(first, second):
    return max(_token_sort_ratio(first, second), _token_set_ratio(first, second))


def _partial_token_ratio(first, second):
    common, ours, theirs = _shares(first, second)
    if common:
        return 100.0
    return max(
        _partial_ratio(*_sorted_texts(first, second)),
        _partial_ratio(joined(ours), joined(theirs)),
    )


def _WRatio(first, second):
    if not first or not second:
        return 0.0
    score = _ratio(first, second)
    times = max(len(first), len(second)) / min(len(first), len(second))
    if times < 1.5:
        return max(score, _token_ratio(first, second) * _UNBASE_SCALE)
    # Exactly eight times: 0.6 until release 3.14 changed it.
    scale = 0.9 if times < 8.0 else 0.6
    score = max(score, _partial_ratio(first, second) * scale)
    return max(score, _partial_token_ratio(first, second) * _UNBASE_SCALE * scale)


def _QRatio(first, second):
    return _ratio(first, second) if first and second else 0.0


ratio = _scored(_ratio)
partial_ratio = _scored(_partial_ratio)
token_sort_ratio = _scored(_token_sort_ratio)
token_set_ratio = _scored(_token_set_ratio)
WRatio = _scored(_WRatio)
QRatio = _scored(_QRatio)
