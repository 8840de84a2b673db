"""Takes JavaScript out of Python: Pyodide's own modules, and each object that stands for one of JavaScript's."""

import gc
import sys
import types

#: Pyodide's own modules.
INTERNAL = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip"}
_MOST_ROUNDS = 3
_CONTAINERS = (dict, frozenset, list, set, tuple)


def sever():
    """Raises where an object of JavaScript's can still be reached: this interpreter must not be used."""
    # Each kind of proxy is a class of its own, and all are of this one.
    proxy = type(sys.modules["pyodide_js"]).__mro__[-2]
    sys.excepthook = sys.__excepthook__
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_internal(finder)]
    asyncio_events = sys.modules["asyncio.events"]
    asyncio_events._set_event_loop_policy(None)
    asyncio_events._set_running_loop(None)
    _unwrap()
    for name in [name for name in sys.modules if name.partition(".")[0] in INTERNAL]:
        namespace = getattr(sys.modules.pop(name), "__dict__", None)
        if type(namespace) is dict:
            namespace.clear()
    main = vars(sys.modules["__main__"])
    for name in [name for name in main if not name.startswith("__")]:
        del main[name]
    for _ in range(_MOST_ROUNDS):
        gc.collect()
        found = _reachable(proxy)
        if not found:
            return
        for one in found:
            _let_go(one)
        del found, one
    raise RuntimeError("An object of JavaScript's can be reached from Python.")


def _unwrap():
    """Gives the library its own functions back where Pyodide wrapped them."""
    for module in list(sys.modules.values()):
        if type(module) is not types.ModuleType or module.__name__.partition(".")[0] in INTERNAL:
            continue
        for name, value in list(vars(module).items()):
            if (
                type(value) is types.FunctionType
                and value.__globals__.get("__name__", "").partition(".")[0] in INTERNAL
            ):
                setattr(module, name, value.__wrapped__)


def _is_internal(finder):
    kind = finder if isinstance(finder, type) else type(finder)
    return kind.__module__.partition(".")[0] in INTERNAL


def _reachable(kind):
    """Every object of this kind that another holds."""
    found = {}
    holders = gc.get_objects()
    while holders:
        held = gc.get_referents(*holders)
        kinds = {held_kind for held_kind in set(map(type, held)) if issubclass(held_kind, kind)}
        if kinds:
            found.update((id(one), one) for one in held if type(one) in kinds)
        # Of what cannot be part of a cycle the collector knows nothing.
        holders = [one for one in held if type(one) in _CONTAINERS and not gc.is_tracked(one)]
    return list(found.values())


def _let_go(one):
    """Takes it out of the namespaces that hold it."""
    for holder in gc.get_referrers(one):
        namespace = holder if type(holder) is dict else getattr(holder, "__dict__", None)
        if type(namespace) is dict:
            for name in [name for name, value in namespace.items() if value is one]:
                del namespace[name]
