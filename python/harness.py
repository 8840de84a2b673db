"""Runs graders inside the sandbox: one fresh module for every grade, and one JSON outcome.

It keeps itself out of the grader's sight, but a grader that looks for it finds it, and can then make up its
own outcome, as it can by returning any number. What it must not change is another row's: ``state.py``
resets what a grade may have left behind, and answers leave on a channel that Python cannot reach.
"""

import _signal
import json
import linecache
import math
import signal
import sys
import traceback
import types

import sandbox_lint as lint
import sandbox_older as older
import sandbox_state as state
import sandbox_swallowed as swallowed
from sandbox_parser import FILE, column_of, compile_tree, lines_of, parse, syntax_error_message, syntax_error_span
from sandbox_state import after_grade, before_grade, begin, first_refusal, missing_words, prepare_imports, refusal_words
from sandbox_words import say

older.restore_constants()

MOST_OUTPUT = 65_536
MOST_MESSAGE = 1_000
MOST_TRACEBACK = 32_768
MOST_FRAMES = 40

_dumps, _loads = json.dumps, json.loads
_scan = json.JSONDecoder().scan_once
#: Only the sandbox brings packages of its own, and knows where it refused something.
_substitutes = getattr(state, "substitutes", list)
_changed = getattr(state, "changed", lambda _modules: [])
_sharing = getattr(state, "sharing", lambda _modules: "shared")
_refusal_frames = getattr(state, "refusal_frames", lambda _refused: [])
_programs = {}
_call = None


class TimeLimit(BaseException):
    """Raised inside the grader when its time is up; no ``except Exception`` catches it."""


class Output:
    """A standard stream that keeps what is written, up to a limit, and counts the rest."""

    encoding = "utf-8"
    errors = "surrogatepass"
    newlines = None
    closed = False

    def __init__(self, name):
        self.name = name
        self.mode = "w"
        self.buffer = _Bytes(self)
        self.reset()

    def reset(self):
        self._parts = []
        self._kept = 0
        self._cut = 0

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = MOST_OUTPUT - self._kept
        if room > 0:
            part = text[:room]
            self._parts.append(part)
            self._kept += len(part)
        self._cut += max(0, len(text) - max(0, room))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def text(self):
        kept = "".join(self._parts)
        return f"{kept}\n… {self._cut:,} more characters cut" if self._cut else kept

    def flush(self):
        pass

    def close(self):
        pass

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def reconfigure(self, **_settings):
        pass

    def fileno(self):
        return 1 if self.name == "<stdout>" else 2

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass


class _Bytes:
    """The stream's ``buffer``."""

    def __init__(self, text):
        self._text = text

    def write(self, data):
        data = bytes(data)
        self._text.write(data.decode("utf-8", "replace"))
        return len(data)

    def flush(self):
        pass


_stdout, _stderr = Output("<stdout>"), Output("<stderr>")


class Program:
    """A source, compiled once for all its rows."""

    def __init__(self, source):
        self.lines = lines_of(source)
        self.code = None
        self.failure = None
        self.modules = None
        try:
            tree = compile_tree(source)
            older.evaluate_annotations(tree)
            self.code = compile(tree, FILE, "exec", dont_inherit=True)
            self.modules = prepare_imports(tree)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.failure = _syntax_failure(error, self.lines)
        text = [line + "\n" for line in self.lines]
        self.cache_entry = (len(source), None, text, FILE)


class Call:
    """One grade: what it returned or raised, and what the sandbox refused it meanwhile."""

    def __init__(self, program):
        self.program = program
        self.sample = None
        self.item = None
        self.namespace = {}
        self.phase = "input"
        self.running = False
        self.timed_out = False
        self.value = None
        self.error = None


def _on_interrupt(_signal, _frame):
    if _call is not None and _call.running:
        _call.timed_out = True
        raise TimeLimit()


def run(source, sample, item):
    """Runs a source on one row; ``outcome`` then tells what came of it."""
    global _call
    program = _programs[source]
    _call = call = Call(program)
    if program.failure:
        return
    _stdout.reset()
    _stderr.reset()
    module = types.ModuleType("grader")
    module.__file__ = FILE
    before_grade()
    sys.modules["grader"] = module
    linecache.cache[FILE] = program.cache_entry
    sys.stdout, sys.stderr = _stdout, _stderr
    if _signal.getsignal(signal.SIGINT) is not _on_interrupt:
        signal.signal(signal.SIGINT, _on_interrupt)
    call.namespace = vars(module)
    try:
        call.sample, call.item = _read(sample), _read(item)
        swallowed.start()
        call.running = True
        _execute(call, call.namespace)
        call.running = False
    except BaseException as error:
        call.running = False
        call.error = error
    finally:
        call.running = False
        swallowed.stop()


def _read(text):
    """The value of JSON without blanks around it, as our own texts are; ``json.loads`` tells what else is wrong."""
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        end = -1
    return value if end == len(text) else _loads(text)


def _execute(call, namespace):
    call.phase = "load"
    exec(call.program.code, namespace)
    if "grade" not in namespace:
        call.phase = "missing"
        return
    call.phase = "call"
    result = namespace["grade"](call.sample, call.item)
    call.phase = "result"
    call.value = _number(result)


def _number(result):
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


def grade(source, sample, item, limit):
    """A row's ``ChildOutcome`` as JSON, and whether the interpreter is spoiled by it: one call, since most rows
    take less time than a call into Python."""
    run(source, sample, item)
    return outcome(limit)


def outcome(limit):
    """What came of the last ``run``, which must have been within ``limit`` seconds."""
    global _call
    call, _call = _call, None
    try:
        result = _outcome(call, limit)
    except BaseException as error:
        # For example no memory left to format a traceback in.
        names = type(call.error or error).__name__, type(error).__name__
        message = say("{0}: the outcome could not be read ({1}).", *names)
        result = {"kind": "runtime_error", "message": message, "traceback": "", "frames": []}
    spoiled = False
    if call.program.failure is None:
        result["stdout"], result["stderr"] = _stdout.text(), _stderr.text()
        result.update(_beside(call.program))
        # Its functions hold it, and it them: the collector would have to find out.
        call.namespace.clear()
        spoiled = after_grade(call.program.modules)
        if call.error is not None and call.error.__traceback__ is not None:
            traceback.clear_frames(call.error.__traceback__)
    else:
        result["stdout"] = result["stderr"] = ""
    return _dumps({"outcome": result, "spoiled": spoiled})


def memory_refused(graded):
    """What ``outcome`` gave, for a grade that was refused memory: it is errored, also where it went on without."""
    answer = _loads(graded)
    result = answer["outcome"]
    message, mend = refusal_words("memory")
    if result["kind"] == "score":
        result = {name: value for name, value in result.items() if name not in ("value", "returned", "notes")}
        result.update(traceback="", frames=[])
    answer["outcome"] = {**result, "kind": "runtime_error", "message": message, "mend": mend}
    return _dumps(answer)


def _beside(program):
    """What the run did beside its result."""
    beside = {"swallowed": swallowed.found(), "substitutes": _substitutes(), "changed": _changed(program.modules)}
    return {name: value for name, value in beside.items() if value}


def _outcome(call, limit):
    if call.program.failure:
        return dict(call.program.failure)
    refused = "memory" if swallowed.caught_memory_error() else first_refusal()
    if call.timed_out:
        return _failure(call, say("timed out after {0} s", f"{limit:g}"), say("The source's lines show where it was."))
    if refused:
        return _refusal(call, refused)
    if call.error is not None:
        return _raised(call)
    if call.phase == "missing":
        return _failure(call, say("The source defines no grade."), say("Define grade(sample, item) at top level."))
    value, second, third = call.value
    if value is None:
        return _failure(call, second, third)
    return {"kind": "score", "value": value, "returned": second, "notes": [third] if third else []}


def _refusal(call, refused):
    """What the sandbox refused makes the result errored, even where the grader's code caught it."""
    message, mend = refusal_words(refused)
    failure = _failure(call, message, mend)
    if not failure["frames"]:
        failure["frames"] = _refusal_frames(refused)
    return failure


def _raised(call):
    error = call.error
    if call.phase == "input":
        message = say("The sample or item is no JSON that Python reads: {0}.", _describe(error))
        return _failure(call, message, None)
    if isinstance(error, SystemExit):
        message = say("The grader called sys.exit({0}).", repr(error.code))
        return _failure(call, message, say("Return a number instead."))
    own = [frame for frame, _line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE]
    if call.phase == "call" and isinstance(error, TypeError) and not own:
        function = vars(sys.modules["grader"]).get("grade") if "grader" in sys.modules else None
        called = say("grade is called as grade(sample, item), with two positional arguments.")
        if callable(function):
            return _failure(call, _describe(error), called)
        kind = type(function).__name__
        return _failure(call, say("grade is a value of type {0}, not a function.", kind), called)
    return _failure(call, _describe(error), _mend(call, error))


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


def _failure(call, message, mend):
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


def _syntax_failure(error, lines):
    span = syntax_error_span(error, lines)
    return {
        "kind": "runtime_error",
        "message": syntax_error_message(error),
        "traceback": "".join(traceback.format_exception_only(error)),
        "frames": [{**span, "function": "<module>"}],
    }


def add_source(source, text):
    """Whether the source's grades may share what they run in (the sandbox's ``state.py``)."""
    program = _programs[source] = Program(text)
    return _sharing(program.modules)


def version():
    return ".".join(map(str, sys.version_info[:3]))


def dispatch(name, *arguments):
    """The one function that the child's JavaScript holds."""
    return _ENTRIES[name](*arguments)


_ENTRIES = {
    "begin": lambda *settings: (swallowed.watch(), begin(*settings)),
    "version": version,
    "add_source": add_source,
    "grade": grade,
    "memory_refused": memory_refused,
    "parse": lambda source: parse(source, lint.findings),
    **getattr(state, "ENTRIES", {}),
}
