"""The four ways to tell how far two sequences are apart, made from a distance and its maximum."""

from rapidfuzz._sequences import is_missing, pair


def lower_is_better(worst):
    """What ``process.extractOne`` has to know of a scorer."""
    return {"best": 0, "worst": worst, "lower_is_better": True}


def higher_is_better(best):
    return {"best": best, "worst": 0, "lower_is_better": False}


def limited_distance(distance, score_cutoff):
    return distance if score_cutoff is None or distance <= score_cutoff else score_cutoff + 1


def limited_similarity(similarity, score_cutoff):
    return similarity if score_cutoff is None or similarity >= score_cutoff else 0


def fraction(distance, most):
    return distance / most if most else 0.0


def fraction_apart(first, second, processor, score_cutoff, measure):
    if is_missing(first) or is_missing(second):
        return 1.0
    apart = fraction(*measure(*pair(first, second, processor)))
    return apart if score_cutoff is None or apart <= score_cutoff else 1.0


def fraction_alike(first, second, processor, score_cutoff, measure):
    if is_missing(first) or is_missing(second):
        return 0.0
    alike = 1.0 - fraction(*measure(*pair(first, second, processor)))
    return alike if score_cutoff is None or alike >= score_cutoff else 0.0
