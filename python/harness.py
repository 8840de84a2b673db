"""Runs graders inside the sandbox: one fresh module for every grade, and one JSON outcome.

It keeps itself out of the grader's sight, but a grader that looks for it finds it, and can then make up its
own outcome, as it can by returning any number. What it must not change is another row's: ``state.py``
resets what a grade may have left behind, and answers leave on a channel that Python cannot reach.
"""

import _signal
import json
import linecache
import signal
import sys
import traceback
import types

import sandbox_lint as lint
import sandbox_older as older
import sandbox_state as state
import sandbox_swallowed as swallowed
from sandbox_failure import TimeLimit, failure, raised, refusal, syntax_failure
from sandbox_parser import FILE, compile_tree, lines_of, parse
from sandbox_reward import reward_of
from sandbox_state import after_grade, before_grade, begin, first_refusal, prepare_imports, refusal_words
from sandbox_streams import Output
from sandbox_words import say

older.restore_constants()

_dumps, _loads = json.dumps, json.loads
_scan = json.JSONDecoder().scan_once
#: Only the sandbox brings packages of its own.
_substitutes = getattr(state, "substitutes", list)
_changed = getattr(state, "changed", lambda _modules: [])
_missing = getattr(state, "missing", lambda _name: None)
_sharing = getattr(state, "sharing", lambda _modules: "shared")
_stdout, _stderr = Output("<stdout>"), Output("<stderr>")
_programs = {}
_call = None


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
            self.failure = syntax_failure(error, self.lines)
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
        raise TimeLimit


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
    call.value = reward_of(result)


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
        return failure(call, say("timed out after {0} s", f"{limit:g}"), say("The source's lines show where it was."))
    if refused:
        return refusal(call, refused)
    if call.error is not None:
        return raised(call)
    if call.phase == "missing":
        return failure(call, say("The source defines no grade."), say("Define grade(sample, item) at top level."))
    value, second, third = call.value
    if value is None:
        return failure(call, second, third)
    return {"kind": "score", "value": value, "returned": second, "notes": [third] if third else []}


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
    "parse": lambda source: parse(source, lambda tree, lines: lint.findings(tree, lines, _missing)),
    **getattr(state, "ENTRIES", {}),
}
