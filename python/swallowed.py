"""Which exceptions the grader's own code caught and let go: what breaks there looks like a bad answer.

``sys.monitoring`` (Python 3.12) calls back only when an exception is handled, so that code without exceptions
runs as fast as ever. An ``except`` that does not fit, ``finally`` and ``with`` handle too, and raise again.
"""

import sys

from sandbox_parser import FILE

#: A number of ``sys.monitoring`` that no debugger, profiler or coverage takes.
_TOOL = 3
_MOST_KINDS = 50
_MOST_FRAMES = 1_000

_counts = {}
_watching = False
_memory_error = False


def watch():
    """Once, before the first grade."""
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is None:
        return
    events = monitoring.events
    monitoring.use_tool_id(_TOOL, "graders swallowed")
    monitoring.register_callback(_TOOL, events.EXCEPTION_HANDLED, _on_handled)
    monitoring.register_callback(_TOOL, events.RERAISE, _on_reraise)
    monitoring.set_events(_TOOL, events.EXCEPTION_HANDLED | events.RERAISE)


def start():
    global _watching, _memory_error
    _counts.clear()
    _memory_error = False
    _watching = True


def stop():
    global _watching
    _watching = False


def caught_memory_error():
    """Whether the grader's code caught one since ``start``; it may have got memory again afterwards."""
    return _memory_error


def found():
    """What was swallowed since ``start``: type, line of the source, and how often."""
    return [{"type": name, "line": line, "count": count} for (name, line), count in _counts.items() if count > 0]


def _on_handled(code, _offset, error):
    global _memory_error
    if not _watching or code.co_filename != FILE:
        return
    if isinstance(error, MemoryError):
        _memory_error = True
    key = _key(error)
    if key in _counts or len(_counts) < _MOST_KINDS:
        _counts[key] = _counts.get(key, 0) + 1


def _on_reraise(code, _offset, error):
    if _watching and code.co_filename == FILE:
        key = _key(error)
        if _counts.get(key):
            _counts[key] -= 1


def _key(error):
    """Type and the innermost line of the grader's source."""
    line = 0
    trace = error.__traceback__
    for _ in range(_MOST_FRAMES):
        if trace is None:
            break
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    kind = type(error)
    plain = kind.__module__ in ("builtins", "grader")
    return (kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}", line)
