"""ROUGE-N, ROUGE-L and ROUGE-Lsum: Lin, "ROUGE: a package for automatic evaluation of summaries" (2004)."""

import re
from collections import Counter, namedtuple

from rouge_score import _porter

__all__ = ["RougeScorer"]

Score = namedtuple("Score", ["precision", "recall", "fmeasure"])

_NOTHING = Score(precision=0, recall=0, fmeasure=0)
_TOKEN = re.compile(r"[a-z0-9]+")
_NUMBERED = re.compile(r"rouge[0-9]$")


class RougeScorer:
    """Scores of a prediction by a target, for each of ``rouge_types``: rouge1 to rouge9, rougeL, rougeLsum."""

    def __init__(self, rouge_types, use_stemmer=False, split_summaries=False, tokenizer=None):
        if split_summaries:
            raise _unavailable("RougeScorer(split_summaries=True)")
        self.rouge_types = rouge_types
        self._tokenize = tokenizer.tokenize if tokenizer else (_stems if use_stemmer else _tokens)

    def score(self, target, prediction):
        """A dict of ``Score`` by type."""
        target_tokens, prediction_tokens = self._tokenize(target), self._tokenize(prediction)
        scores = {}
        for name in self.rouge_types:
            if name == "rougeL":
                scores[name] = _longest(target_tokens, prediction_tokens)
            elif name == "rougeLsum":
                scores[name] = _longest_by_line(self._lines(target), self._lines(prediction))
            elif _NUMBERED.match(name):
                scores[name] = _n_grams(target_tokens, prediction_tokens, _order(name))
            else:
                raise ValueError(f"Invalid rouge type: {name}")
        return scores

    def score_multi(self, targets, prediction):
        """By type the score for that target for which the F-measure is highest."""
        each = [self.score(target, prediction) for target in targets]
        return {name: max((scores[name] for scores in each), key=_by_fmeasure) for name in self.rouge_types}

    def _lines(self, text):
        return [self._tokenize(line) for line in text.split("\n") if line]


def _by_fmeasure(score):
    return score.fmeasure


def _order(name):
    order = int(name[5:])
    if order == 0:
        raise ValueError(f"rougen requires positive n: {name}")
    return order


def _tokens(text):
    return _TOKEN.findall(text.lower())


def _stems(text):
    return [_porter.stem(token) if len(token) > 3 else token for token in _tokens(text)]


def _score(hits, target_count, prediction_count):
    precision, recall = hits / prediction_count, hits / target_count
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both > 0 else 0.0)


def _n_grams(target, prediction, order):
    ours, theirs = (Counter(zip(*(tokens[start:] for start in range(order)))) for tokens in (target, prediction))
    return _score((ours & theirs).total(), max(ours.total(), 1), max(theirs.total(), 1))


def _longest(target, prediction):
    if not target or not prediction:
        return _NOTHING
    return _score(len(_common(target, prediction)), len(target), len(prediction))


def _longest_by_line(target, prediction):
    """Each line of the target counts the tokens that it has in a common subsequence with any line of the
    prediction; but no token oftener than it occurs."""
    target_left, prediction_left = (
        Counter(token for line in lines for token in line) for lines in (target, prediction)
    )
    target_count, prediction_count = target_left.total(), prediction_left.total()
    if not target_count or not prediction_count:
        return _NOTHING
    hits = 0
    for line in target:
        for index in sorted(set().union(*(_common(line, other) for other in prediction))):
            token = line[index]
            if target_left[token] > 0 and prediction_left[token] > 0:
                hits += 1
                target_left[token] -= 1
                prediction_left[token] -= 1
    return _score(hits, target_count, prediction_count)


def _common(first, second):
    """Places in ``first`` of a longest common subsequence; of several the one whose choice rouge-score makes."""
    table = [[0] * (len(second) + 1)]
    for token in first:
        above, row = table[-1], [0]
        for column, other in enumerate(second):
            row.append(above[column] + 1 if token == other else max(above[column + 1], row[column]))
        table.append(row)
    places = []
    row, column = len(first), len(second)
    while row and column:
        if first[row - 1] == second[column - 1]:
            row, column = row - 1, column - 1
            places.append(row)
        elif table[row][column - 1] > table[row - 1][column]:
            column -= 1
        else:
            row -= 1
    return places
