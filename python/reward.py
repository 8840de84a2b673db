"""The reward: what ``grade`` returned, as a number."""

import math
import types

from sandbox_words import say


def reward_of(result):
    """``(reward, type, note)`` of what ``grade`` returned, or ``(None, message, mend)``."""
    kind = type(result).__name__
    if result is None:
        return None, say("grade returned None."), say("Every path through grade must return a number.")
    if isinstance(result, bool):
        return float(result), kind, say("grade returned {0}, counted as {1}: return a float.", result, float(result))
    if isinstance(result, str):
        return None, say("grade returned the string {0}.", _short(result)), say("Return a number: float(…).")
    if isinstance(result, types.CoroutineType):
        result.close()
        return None, say("grade is async: it returned a coroutine."), say("Make it a plain def.")
    if isinstance(result, types.GeneratorType):
        return None, say("grade yields: it returned a generator."), say("Use return, not yield.")
    if not (hasattr(type(result), "__float__") or hasattr(type(result), "__index__")):
        return None, say("grade returned a value of type {0}, not a number.", kind), say("Return a float.")
    try:
        value = float(result)
    except OverflowError:
        return None, say("grade returned a number too large for a float."), say("Return a float.")
    if math.isnan(value):
        return None, say("grade returned {0}.", "NaN"), say("Return a finite number: guard divisions and empty inputs.")
    if math.isinf(value):
        return None, say("grade returned {0}.", value), say("Return a finite number: guard divisions and empty inputs.")
    known = type(result) in (float, int)
    note = say("grade returned a value of type {0}, counted as {1}: return a float.", kind, repr(value))
    return value, kind, None if known else note


def _short(text):
    return repr(text if len(text) <= 60 else text[:60] + "…")
