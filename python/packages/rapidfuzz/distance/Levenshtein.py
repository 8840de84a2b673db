"""Insertions, deletions and substitutions, each with its weight."""

from functools import partial

from rapidfuzz._sequences import edit_distance, lcs_length, pair, weighted_distance
from rapidfuzz.distance import _kinds

__all__ = ["distance", "normalized_distance", "normalized_similarity", "similarity"]


def _distance(first, second, weights):
    insertion, deletion, substitution = weights
    if insertion == deletion == substitution:
        return insertion * edit_distance(first, second)
    if insertion == deletion and substitution >= insertion + deletion:
        return insertion * (len(first) + len(second) - 2 * lcs_length(first, second))
    return weighted_distance(first, second, insertion, deletion, substitution)


def _most(first, second, weights):
    """Everything deleted and inserted, or as much as possible substituted: whichever is cheaper."""
    insertion, deletion, substitution = weights
    shorter = min(len(first), len(second))
    rest = max(0, len(first) - shorter) * deletion + max(0, len(second) - shorter) * insertion
    return min(len(first) * deletion + len(second) * insertion, shorter * substitution + rest)


def _measure(first, second, weights=(1, 1, 1)):
    weights = weights or (1, 1, 1)
    return _distance(first, second, weights), _most(first, second, weights)


def distance(s1, s2, *, weights=(1, 1, 1), processor=None, score_cutoff=None, score_hint=None):
    return _kinds.limited_distance(_measure(*pair(s1, s2, processor), weights)[0], score_cutoff)


def similarity(s1, s2, *, weights=(1, 1, 1), processor=None, score_cutoff=None, score_hint=None):
    apart, most = _measure(*pair(s1, s2, processor), weights)
    return _kinds.limited_similarity(most - apart, score_cutoff)


def normalized_distance(s1, s2, *, weights=(1, 1, 1), processor=None, score_cutoff=None, score_hint=None):
    return _kinds.fraction_apart(s1, s2, processor, score_cutoff, partial(_measure, weights=weights))


def normalized_similarity(s1, s2, *, weights=(1, 1, 1), processor=None, score_cutoff=None, score_hint=None):
    return _kinds.fraction_alike(s1, s2, processor, score_cutoff, partial(_measure, weights=weights))


distance._scorer = _kinds.lower_is_better(float("inf"))
similarity._scorer = _kinds.higher_is_better(float("inf"))
normalized_distance._scorer = _kinds.lower_is_better(1)
normalized_similarity._scorer = _kinds.higher_is_better(1)
