"""Insertions and deletions: what is in one sequence and not in the longest common subsequence."""

from rapidfuzz._sequences import lcs_length, pair
from rapidfuzz.distance import _kinds

__all__ = ["distance", "normalized_distance", "normalized_similarity", "similarity"]


def _measure(first, second):
    most = len(first) + len(second)
    return most - 2 * lcs_length(first, second), most


def distance(s1, s2, *, processor=None, score_cutoff=None, score_hint=None):
    return _kinds.limited_distance(_measure(*pair(s1, s2, processor))[0], score_cutoff)


def similarity(s1, s2, *, processor=None, score_cutoff=None, score_hint=None):
    apart, most = _measure(*pair(s1, s2, processor))
    return _kinds.limited_similarity(most - apart, score_cutoff)


def normalized_distance(s1, s2, *, processor=None, score_cutoff=None, score_hint=None):
    return _kinds.fraction_apart(s1, s2, processor, score_cutoff, _measure)


def normalized_similarity(s1, s2, *, processor=None, score_cutoff=None, score_hint=None):
    return _kinds.fraction_alike(s1, s2, processor, score_cutoff, _measure)


distance._scorer = _kinds.lower_is_better(float("inf"))
similarity._scorer = _kinds.higher_is_better(float("inf"))
normalized_distance._scorer = _kinds.lower_is_better(1)
normalized_similarity._scorer = _kinds.higher_is_better(1)
