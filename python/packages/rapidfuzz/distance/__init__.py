"""Edit distances."""

from rapidfuzz.distance import Indel, Levenshtein

__all__ = ["Indel", "Levenshtein"]
