"""What the scorers share: their arguments as sequences, and distances of these by parallel bits.

Both distances keep a column of the table of edits in the bits of one integer, which Python lets be as long as
the text: Hyyrö, "Bit-parallel LCS-length computation revisited" (2004) and "A bit-vector algorithm for
computing Levenshtein and Damerau edit distances" (2003).
"""


def is_missing(value):
    """None and NaN: such rows of a table score as if nothing were alike."""
    return value is None or (isinstance(value, float) and value != value)


def sequence(value):
    """A text as it is; bytes as the characters of their numbers; of other sequences the elements, as a tuple."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    return tuple(_element(value[index]) for index in range(len(value)))


def _element(value):
    """Elements are told apart by their hashes, and a character's is its number: so is that of ``97.0`` or ``True``."""
    if isinstance(value, str):
        return value
    hash(value)
    is_code_point = isinstance(value, (int, float)) and 0 <= value <= 0x10FFFF and value == int(value)
    return chr(int(value)) if is_code_point else value


def pair(first, second, processor):
    if processor is not None:
        first, second = processor(first), processor(second)
    return sequence(first), sequence(second)


def positions(symbols):
    """For every symbol the integer whose bits say where it stands."""
    masks = {}
    bit = 1
    for symbol in symbols:
        masks[symbol] = masks.get(symbol, 0) | bit
        bit <<= 1
    return masks


def lcs_length(first, second):
    """Length of the longest common subsequence."""
    start, first, second = _without_ends(first, second)
    if not first or not second:
        return start
    return start + subsequence(positions(first), len(first), second)


def subsequence(masks, width, second):
    """As ``lcs_length``, of a sequence whose positions are known."""
    full = (1 << width) - 1
    state = full
    for symbol in second:
        if symbol in masks:
            matches = state & masks[symbol]
            state = (state + matches | state - matches) & full
    return width - state.bit_count()


def subsequences_of_prefixes(masks, width, second):
    """The length of the longest common subsequence with each prefix of ``second``, the shortest first."""
    full = (1 << width) - 1
    state = full
    for symbol in second:
        if symbol in masks:
            matches = state & masks[symbol]
            state = (state + matches | state - matches) & full
        yield width - state.bit_count()


def edit_distance(first, second):
    """Insertions, deletions and substitutions, each counted once."""
    _start, first, second = _without_ends(first, second)
    if not first or not second:
        return len(first) + len(second)
    masks = positions(first)
    full = (1 << len(first)) - 1
    last = 1 << (len(first) - 1)
    more, less, distance = full, 0, len(first)
    for symbol in second:
        matches = masks.get(symbol, 0) | less
        diagonal = (((matches & more) + more) ^ more) | matches
        right_more = less | (full & ~(diagonal | more))
        right_less = diagonal & more
        distance += bool(right_more & last) - bool(right_less & last)
        right_more = (right_more << 1) | 1
        more = full & ((right_less << 1) | ~(diagonal | right_more))
        less = full & right_more & diagonal
    return distance


def weighted_distance(first, second, insertion, deletion, substitution):
    """The cheapest way from ``first`` to ``second``, by the table of Wagner and Fischer."""
    row = [index * deletion for index in range(len(first) + 1)]
    for symbol in second:
        before = row
        row = [before[0] + insertion]
        for index, other in enumerate(first):
            if symbol == other:
                row.append(before[index])
            else:
                row.append(min(row[index] + deletion, before[index + 1] + insertion, before[index] + substitution))
    return row[-1]


def _without_ends(first, second):
    """Length of the common beginning and end, and what is between them."""
    most = min(len(first), len(second))
    start = 0
    while start < most and first[start] == second[start]:
        start += 1
    end = 0
    while end < most - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return start + end, first[start : len(first) - end], second[start : len(second) - end]
