"""The best of several choices."""

from rapidfuzz._sequences import is_missing
from rapidfuzz.fuzz import WRatio

__all__ = ["extractOne"]

_HIGHER_IS_BETTER = {"best": 100, "worst": 0, "lower_is_better": False}


def extractOne(
    query, choices, *, scorer=WRatio, processor=None, score_cutoff=None, score_hint=None, scorer_kwargs=None
):
    """``(choice, score, index or key)`` of the first among the best choices; None where none reaches the cutoff."""
    entries = choices.items() if hasattr(choices, "items") else enumerate(choices)
    if is_missing(query):
        return None
    kind = getattr(scorer, "_scorer", _HIGHER_IS_BETTER)
    lower = kind["lower_is_better"]
    if processor is not None:
        query = processor(query)
    best = None
    for key, choice in entries:
        if is_missing(choice):
            continue
        other = choice if processor is None else processor(choice)
        score = scorer(query, other, score_cutoff=score_cutoff, **(scorer_kwargs or {}))
        if score_cutoff is not None and (score > score_cutoff if lower else score < score_cutoff):
            continue
        if best is not None and (score >= best[1] if lower else score <= best[1]):
            continue
        best = (choice, score, key)
        score_cutoff = score
        if score == kind["best"]:
            break
    return best
