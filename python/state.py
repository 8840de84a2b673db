"""What a grade may leave behind in the interpreter, what it may not do there, and how both are noticed."""

import ast
import builtins
import collections
import contextlib
import dataclasses
import datetime
import decimal
import difflib
import functools
import gc
import importlib
import importlib.machinery
import itertools
import json
import logging
import math
import os
import random
import re
import shutil
import statistics
import string
import sys
import typing
import unicodedata
import warnings

#: Pyodide's own modules, and the way into its memory. Not the barrier (docs/security.md): a clear message.
INTERNAL = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip"}
UNSAFE = {"ctypes", "_ctypes"}
#: Modules that do something when they are imported.
NOISY = {"antigravity", "this", "idlelib", "turtledemo", "test"}
#: Events of the interpreter that the sandbox refuses and the hosted image might not.
REFUSED_EVENTS = {
    "socket.connect": "the network",
    "socket.sendto": "the network",
    "socket.getaddrinfo": "the network",
    "socket.gethostbyname": "the network",
    "subprocess.Popen": "another program",
    "os.system": "another program",
    "os.exec": "another program",
    "os.fork": "another program",
    "os.posix_spawn": "another program",
    "_thread.start_new_thread": "a thread",
}

_hosted = {}
_refusals = []
_written = set()
_watching = False
_base = None
_module_dicts = {}


class Guard:
    """First on the path of imports: hides the machinery of the sandbox."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root in INTERNAL or root in UNSAFE:
            if root in UNSAFE:
                _refusals.append(("module", root))
            raise ModuleNotFoundError(f"No module named {name!r} (not available to graders)", name=name)


class Missing:
    """Last on it: notes what the hosted image has and this one lacks."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root in _hosted or (name == root and root in sys.stdlib_module_names):
            _refusals.append(("module", root))


def _audit(event, arguments):
    if not _watching:
        return
    refused = REFUSED_EVENTS.get(event)
    if refused:
        _refusals.append(("event", refused))
    elif event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _written.add(os.path.abspath(os.fsdecode(path)))
    elif event in ("os.mkdir", "os.rename", "os.symlink", "os.link"):
        for path in arguments[:2]:
            if isinstance(path, (str, bytes)):
                _written.add(os.path.abspath(os.fsdecode(path)))


def first_refusal():
    return _refusals[0] if _refusals else None


def refusal_words(refused):
    """Message and mend of what the sandbox refused."""
    interpreter = 'set graders.python.runtime to "interpreter" and use a Python of yours'
    if refused == "memory":
        return "The grader used more memory than the sandbox gives.", f"Use less memory, or {interpreter}."
    kind, name = refused
    if kind == "module":
        pinned = _hosted.get(name)
        message = f"The grader imports {name}, which the sandbox does not have."
        if pinned:
            return message, f"The hosted image has {pinned}: {interpreter} with it, or run on a hosted provider."
        return message, f"To use it, {interpreter}."
    if name == "the network":
        return "The grader asked for the network, which graders do not have.", "Put what it needs into the item."
    return f"The grader tried to start {name}, which the sandbox does not allow.", f"To allow it, {interpreter}."


def begin(hosted):
    """Once after loading: what was the same in every snapshot becomes our own."""
    global _base
    _hosted.update(json.loads(hosted))
    random.seed()
    for name in [name for name in sys.modules if name.partition(".")[0] in INTERNAL | UNSAFE]:
        del sys.modules[name]
    sys.meta_path.insert(0, Guard)
    sys.meta_path.append(Missing)
    sys.addaudithook(_audit)
    os.chdir("/home/grader")
    _base = {
        "path": list(sys.path),
        "meta_path": list(sys.meta_path),
        "path_hooks": list(sys.path_hooks),
        "argv": list(sys.argv),
        "recursion": sys.getrecursionlimit(),
        "environ": dict(os.environ),
        "modules": dict(sys.modules),
        "filters": list(warnings.filters),
        "stdin": sys.stdin,
    }
    _remember("builtins")


def prepare_imports(tree):
    """Imports the parts of the standard library that a source names, and remembers how they are."""
    roots = {"builtins"}
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    for name in sorted(names):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names or root in NOISY | INTERNAL | UNSAFE:
            continue
        with contextlib.suppress(Exception):
            importlib.import_module(name)
            _remember(name)
            roots.add(name)
    _refusals.clear()
    _base["modules"].update(sys.modules)
    return tuple(sorted(roots))


def _remember(name):
    """``sys`` changes by itself; its parts that matter are reset one by one."""
    if name != "sys" and name not in _module_dicts:
        namespace = vars(sys.modules[name])
        _module_dicts[name] = (dict(namespace), list(map(id, namespace.values())))


def before_grade():
    global _watching
    _refusals.clear()
    _written.clear()
    random.seed()
    _watching = True


def after_grade(modules):
    """Undoes what a grade left; true when it cannot, so that this interpreter must go."""
    global _watching
    _watching = False
    sys.settrace(None)
    sys.setprofile(None)
    sys.setrecursionlimit(_base["recursion"])
    sys.path[:] = _base["path"]
    sys.meta_path[:] = _base["meta_path"]
    sys.path_hooks[:] = _base["path_hooks"]
    sys.argv[:] = _base["argv"]
    sys.stdin = _base["stdin"]
    gc.enable()
    _restore_modules(modules)
    _restore_libraries(modules)
    if dict(os.environ) != _base["environ"]:
        os.environ.clear()
        os.environ.update(_base["environ"])
    os.chdir("/home/grader")
    return _remove_written()


def _restore_modules(modules):
    for name, module in list(sys.modules.items()):
        if _base["modules"].get(name) is not module:
            root = name.partition(".")[0]
            if name in _base["modules"]:
                sys.modules[name] = _base["modules"][name]
            elif root in sys.stdlib_module_names:
                _base["modules"][name] = module
            else:
                del sys.modules[name]
    if not _base["modules"].keys() <= sys.modules.keys():
        sys.modules.update(_base["modules"])
    for name in modules:
        if name not in _module_dicts:
            continue
        saved, ids = _module_dicts[name]
        namespace = vars(sys.modules[name])
        if list(map(id, namespace.values())) != ids:
            namespace.clear()
            namespace.update(saved)


def _restore_libraries(modules):
    """State that lives deeper than a module's names, in those libraries that have such."""
    if "decimal" in modules:
        decimal.setcontext(decimal.DefaultContext.copy())
    if "warnings" in modules:
        warnings.filters[:] = _base["filters"]
        warnings._filters_mutated_lock_held() if hasattr(warnings, "_filters_mutated_lock_held") else None
    if "logging" in modules:
        logging.disable(logging.NOTSET)
        logging.root.handlers.clear()
        logging.root.setLevel(logging.WARNING)
        logging.root.manager.loggerDict.clear()


def _remove_written():
    spoiled = False
    for path in _written:
        if path.startswith(("/lib", "/dev", "/proc")):
            spoiled = spoiled or not path.startswith("/dev/null")
        elif path not in ("/", "/home", "/home/grader", "/tmp"):
            with contextlib.suppress(OSError):
                if os.path.isdir(path) and not os.path.islink(path):
                    shutil.rmtree(path)
                else:
                    os.remove(path)
    return spoiled
