"""Why a grade has no reward: the failure in words, what helps, and the grader's own part of the traceback."""

import sys
import traceback

import sandbox_state as state
from sandbox_parser import FILE, column_of, syntax_error_message, syntax_error_span
from sandbox_state import missing_words, refusal_words
from sandbox_words import say

MOST_MESSAGE = 1_000
MOST_TRACEBACK = 32_768
MOST_FRAMES = 40

#: Only the sandbox knows where it refused something.
_refusal_frames = getattr(state, "refusal_frames", lambda _refused: [])


class TimeLimit(BaseException):
    """Raised inside the grader when its time is up; no ``except Exception`` catches it."""


def refusal(call, refused):
    """What the sandbox refused makes the result errored, even where the grader's code caught it."""
    message, mend = refusal_words(refused)
    result = failure(call, message, mend)
    if not result["frames"]:
        result["frames"] = _refusal_frames(refused)
    return result


def raised(call):
    """What came of an exception that the grader did not catch, or of a row that is no JSON."""
    error = call.error
    if call.phase == "input":
        message = say("The sample or item is no JSON that Python reads: {0}.", _describe(error))
        return failure(call, message, None)
    if isinstance(error, SystemExit):
        message = say("The grader called sys.exit({0}).", repr(error.code))
        return failure(call, message, say("Return a number instead."))
    own = [frame for frame, _line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE]
    if call.phase == "call" and isinstance(error, TypeError) and not own:
        function = vars(sys.modules["grader"]).get("grade") if "grader" in sys.modules else None
        called = say("grade is called as grade(sample, item), with two positional arguments.")
        if callable(function):
            return failure(call, _describe(error), called)
        kind = type(function).__name__
        return failure(call, say("grade is a value of type {0}, not a function.", kind), called)
    return failure(call, _describe(error), _mend(call, error))


def _describe(error):
    """One line, as the last line of a traceback."""
    try:
        text = str(error)
    except BaseException:
        text = "<exception str() failed>"
    module = type(error).__module__
    name = type(error).__qualname__
    full = name if module in ("builtins", "grader") else f"{module}.{name}"
    return (f"{full}: {text}" if text else full).split("\n", 1)[0][:MOST_MESSAGE]


def _mend(call, error):
    """What helps with the errors that graders make most."""
    if isinstance(error, KeyError):
        for name, value in (("item", call.item), ("sample", call.sample)):
            if isinstance(value, dict) and _line_mentions(call, error, f"{name}["):
                keys = ", ".join(map(repr, list(value)[:20]))
                return say("{0} has the keys {1}.", name, keys) if keys else say("{0} is empty.", name)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return missing_words(error.name.partition(".")[0])
    if isinstance(error, TypeError) and _line_mentions(call, error, "output_json"):
        return say('sample["output_json"] is None when the output is not JSON: check it first.')
    return None


def _line_mentions(call, error, text):
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE]
    return bool(lines) and text in call.program.lines[lines[-1] - 1]


def failure(call, message, mend):
    """The ``ChildOutcome`` of a grade without a reward; ``mend`` may be None."""
    text, frames = _traceback(call.error, call.program.lines)
    result = {"kind": "runtime_error", "message": message, "traceback": text, "frames": frames}
    if mend:
        result["mend"] = mend
    return result


def _traceback(error, lines):
    """The traceback with only the grader's own frames, and those frames with their places."""
    if error is None:
        return "", []
    exception = traceback.TracebackException(type(error), error, error.__traceback__, limit=-100)
    _keep_own_frames(exception, set())
    frames = [_frame(frame, lines) for frame in exception.stack]
    if isinstance(error, TimeLimit):
        text = "Traceback (most recent call last):\n" + "".join(exception.stack.format())
    elif frames or exception.__cause__ or exception.__context__:
        text = "".join(exception.format())
    else:
        text = "".join(exception.format_exception_only())
    return _shortened(text), frames[-MOST_FRAMES:]


def _shortened(text):
    """A message may be as long as memory allows; the beginning and the end of it tell enough."""
    if len(text) <= MOST_TRACEBACK:
        return text
    half = MOST_TRACEBACK // 2
    return f"{text[:half]}\n… {len(text) - 2 * half:,} characters cut …\n{text[-half:]}"


def _keep_own_frames(exception, seen):
    if exception is None or id(exception) in seen:
        return
    seen.add(id(exception))
    own = [frame for frame in exception.stack if frame.filename == FILE]
    exception.stack = traceback.StackSummary.from_list(own)
    for other in (exception.__cause__, exception.__context__, *(exception.exceptions or ())):
        _keep_own_frames(other, seen)


def _frame(frame, lines):
    place = {"line": frame.lineno, "function": frame.name}
    if frame.colno is not None and frame.end_lineno is not None and frame.end_colno is not None:
        place["column"] = column_of(lines, frame.lineno, frame.colno)
        place["endLine"] = frame.end_lineno
        place["endColumn"] = column_of(lines, frame.end_lineno, frame.end_colno)
    return place


def syntax_failure(error, lines):
    """The same of a source that does not compile."""
    span = syntax_error_span(error, lines)
    return {
        "kind": "runtime_error",
        "message": syntax_error_message(error),
        "traceback": "".join(traceback.format_exception_only(error)),
        "frames": [{**span, "function": "<module>"}],
    }
