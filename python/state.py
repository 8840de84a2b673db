"""What a grade may leave behind in the interpreter, what it may not do there, and how both are noticed."""

import ast
import builtins
import collections
import contextlib
import dataclasses
import datetime
import decimal
import difflib
import errno
import functools
import gc
import importlib
import importlib.machinery
import itertools
import json
import logging
import math
import operator
import os
import random
import re
import shutil
import signal
import statistics
import string
import subprocess
import sys
import typing
import unicodedata
import warnings

import sandbox_eventloop as eventloop
import sandbox_packages as packages
import sandbox_wheels as wheels
from sandbox_words import in_english, say

FILE = "grader.py"
#: Pyodide's own modules, and the way into its memory. Not the barrier (docs/security.md): a clear message.
INTERNAL = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip"}
UNSAFE = {"ctypes", "_ctypes"}
#: Names by which a source reaches modules that no ``import`` of it shows.
DYNAMIC = {"import_module", "__import__", "modules", "exec", "eval", "builtins", "__builtins__", "__globals__"}
#: Modules that do something when they are imported.
NOISY = {"antigravity", "this", "idlelib", "turtledemo", "test"}
#: Of the standard library, what the hosted image's Linux has not either, or has not for sure.
NOT_HOSTED = {
    *"_msi _overlapped _scproxy _winapi _wmi msvcrt nt nturl2path winreg winsound".split(),
    *"ensurepip idlelib lib2to3 pydoc_data test tkinter _tkinter turtle turtledemo venv".split(),
}
#: What ``zoneinfo`` reads where the system has no time zones.
TIME_ZONES = "tzdata"
#: What the library needs for processes of one's own: it gives other reasons when it misses them.
PROCESSES = {"_multiprocessing", "_posixshmem"}
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
    "_thread.start_joinable_thread": "a thread",
    "ftplib.connect": "the network",
    "http.client.connect": "the network",
    "imaplib.open": "the network",
    "poplib.connect": "the network",
    "smtplib.connect": "the network",
    "socket.bind": "the network",
    "socket.gethostbyaddr": "the network",
}

_hosted = {}
_refusals = []
_written = set()
_watching = False
#: Whether something was imported with the guard taken away.
_unguarded = False
#: Whether a grade went to another folder.
_moved = False
#: What seeds ``random`` for each grade: asking the system each time would take longer than most grades.
_entropy = random.Random()
_environ = os.environ
_base = None
_module_dicts = {}


class Guard:
    """First on the path of imports: hides the machinery of the sandbox."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root in INTERNAL or root in UNSAFE:
            if root in UNSAFE:
                _refuse("module", root)
            raise ModuleNotFoundError(f"No module named {name!r} (not available to graders)", name=name)


class Missing:
    """Last on it: notes what the hosted image has and this one lacks."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root in PROCESSES:
            _refuse("event", "another program")
        elif root == TIME_ZONES:
            _refuse("event", "a time zone")
        # Libraries try for modules that they can do without.
        elif (root in _hosted or root in wheels.refused or _is_hosted_library(root)) and _grader_place():
            _refuse("module", root)


def _is_hosted_library(root):
    return root in sys.stdlib_module_names and root not in NOT_HOSTED and root not in sys.modules


def _grader_place():
    """Line and function of the grader's own code that imports; None where a library does."""
    frame = sys._getframe(2)
    while frame and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    if frame is None or frame.f_code.co_filename.startswith(("/lib/", "<frozen ")):
        return None
    return _place(frame)


def _place(frame):
    """The innermost of the grader's own lines."""
    while frame and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    return {"line": frame.f_lineno, "function": frame.f_code.co_name} if frame else {}


def _refuse(kind, name):
    if _watching:
        _refusals.append((kind, name, _place(sys._getframe(1))))


def _refuse_part(name):
    """A package of ours lacks something: the exception that says so."""
    _refuse("part", name)
    return ImportError(" ".join(map(in_english, refusal_words(("part", name, {})))), name=name)


def _audit(event, arguments):
    global _unguarded, _moved
    if not _watching:
        return
    refused = REFUSED_EVENTS.get(event)
    if refused or (event == "urllib.Request" and not str(arguments[0]).lower().startswith(("data:", "file:"))):
        _refuse("event", refused or "the network")
    elif event == "import":
        _unguarded = _unguarded or sys.meta_path[:1] != [Guard]
    elif event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _written.add(os.path.abspath(os.fsdecode(path)))
    elif event == "os.chdir":
        _moved = True
    elif event in ("os.mkdir", "os.rename", "os.symlink", "os.link", "os.chmod"):
        for path in arguments[:2]:
            if isinstance(path, (str, bytes)):
                _written.add(os.path.abspath(os.fsdecode(path)))


def first_refusal():
    return _refusals[0] if _refusals else None


def refusal_words(refused):
    """Message and mend of what the sandbox refused."""
    if refused == "memory":
        message = say("The grader used more memory than the sandbox gives.")
        return message, say('Use less memory, or set graders.python.runtime to "interpreter" and use a Python of yours.')
    kind, name, _place = refused
    if kind == "module":
        return _module_words(name)
    if kind == "part":
        return _part_words(name, _hosted.get(name.partition(".")[0]))
    if name == "the network":
        message = say("The grader asked for the network, which graders do not have.")
        return message, say("Put what it needs into the item.")
    mend = say('To allow it, set graders.python.runtime to "interpreter" and use a Python of yours.')
    if name == "a time zone":
        return say("The grader asked for a time zone, which the sandbox does not have."), mend
    if name == "a timer":
        return say("The grader tried to set a timer, which the sandbox does not have."), mend
    if name == "a thread":
        return say("The grader tried to start a thread, which the sandbox does not allow."), mend
    return say("The grader tried to start another program, which the sandbox does not allow."), mend


def refusal_frames(refused):
    """Where the grader's code asked for it, as the frames of a traceback."""
    place = {} if refused == "memory" else refused[2]
    return [place] if place else []


def substitutes():
    """The packages in whose place the grader was given our own."""
    return packages.used()


def _part_words(name, pinned):
    message = say("{0} is not in the sandbox's own compatible module; the hosted image has {1}.", name, pinned)
    return message, say(
        'To use it, set graders.python.runtime to "interpreter" and use a Python of yours with {0}, or run on a hosted provider.',
        pinned,
    )


def _module_words(name):
    if name in wheels.refused:
        mend = say('To use it, set graders.python.runtime to "interpreter" and use a Python of yours that has it.')
        return wheels.refused[name], mend
    pinned = _hosted.get(name)
    if pinned:
        message = say("The grader imports {0}, which the sandbox does not have; the hosted image has {1}.", name, pinned)
    else:
        message = say("The grader imports {0}, which the sandbox does not have.", name)
    return message, missing_words(name)


def missing_words(name):
    """The mend for a module that is not here."""
    pinned = _hosted.get(name)
    if pinned:
        return say(
            'The hosted image has {0}: set graders.python.runtime to "interpreter" and use a Python of yours that has it, or run on a hosted provider.',
            pinned,
        )
    if name in sys.stdlib_module_names:
        return say(
            'To use it, set graders.python.runtime to "interpreter" and use a Python of yours, or run on a hosted provider.'
        )
    return say("The hosted image lacks it too: graders have the standard library and a few pinned packages.")


def _refuse_process(*_arguments):
    raise OSError(errno.ENOTSUP, "The sandbox starts no program")


def _offer_processes():
    """Lets the library go as far as to say that it starts a program: only then is it noticed."""
    subprocess._can_fork_exec = True
    subprocess._fork_exec = _refuse_process


def _refuse_timer(*_arguments):
    _refuse("event", "a timer")
    raise OSError(errno.ENOTSUP, "The sandbox has no timers")


def _offer_timers():
    """Pyodide's ``signal`` lacks them: an ``AttributeError`` that the grader catches would pass as its answer."""
    signal.alarm = signal.setitimer = _refuse_timer
    signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF = range(3)


def begin(hosted):
    """Once after loading: what was the same in every snapshot becomes our own."""
    global _base
    _hosted.update(json.loads(hosted))
    _entropy.seed()
    for name in [name for name in sys.modules if name.partition(".")[0] in INTERNAL | UNSAFE]:
        del sys.modules[name]
    wheels.finish()
    packages.leave_to_user(wheels.roots)
    packages.on_missing(_refuse_part)
    sys.meta_path[:0] = [Guard, packages.Finder]
    sys.meta_path.append(Missing)
    sys.addaudithook(_audit)
    _offer_processes()
    _offer_timers()
    os.chdir("/home/grader")
    _base = {
        "path": list(sys.path),
        "meta_path": list(sys.meta_path),
        "path_hooks": list(sys.path_hooks),
        "argv": list(sys.argv),
        "recursion": sys.getrecursionlimit(),
        "environ": dict(_environ),
        "environ_data": dict(_environ._data),
        "modules": dict(sys.modules),
        "filters": list(warnings.filters),
        "stdin": sys.stdin,
    }
    for name in list(sys.modules):
        _remember(name)
    # What is here stays: the collector need not look at it during grades.
    gc.freeze()


def prepare_imports(tree):
    """Imports the parts of the standard library that a source names, and remembers how they are.

    Gives the modules to restore after each grade; ``None`` where the source may reach any.
    """
    roots = {"builtins"}
    names = set()
    dynamic = False
    for node in ast.walk(tree):
        dynamic = dynamic or getattr(node, "id", getattr(node, "attr", None)) in DYNAMIC
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    for name in sorted(names):
        root = name.partition(".")[0]
        if not _may_stay(root) or root in NOISY | INTERNAL | UNSAFE:
            continue
        with contextlib.suppress(Exception):
            importlib.import_module(name)
            roots.add(name)
    _refusals.clear()
    _base["modules"].update(sys.modules)
    for name in sys.modules:
        _remember(name)
    gc.freeze()
    return None if dynamic else tuple(sorted(roots & _module_dicts.keys()))


def _may_stay(root):
    """Whether modules of this root are kept from one grade to the next, as they were when they were imported."""
    return root in sys.stdlib_module_names or root in wheels.roots


def _remember(name):
    """``sys`` changes by itself; its parts that matter are reset one by one."""
    if name != "sys" and name not in _module_dicts:
        _module_dicts[name] = dict(vars(sys.modules[name]))


def _is_same(mapping, saved):
    """Whether its names and values are the very same, in order: asked for every grade, so it is C's work alone."""
    return (
        len(mapping) == len(saved)
        and all(map(operator.is_, mapping.values(), saved.values()))
        and all(map(operator.is_, mapping, saved))
    )


def before_grade():
    global _watching
    _refusals.clear()
    _written.clear()
    packages.forget_used()
    eventloop.use()
    random.seed(_entropy.getrandbits(64))
    _watching = True


def after_grade(modules):
    """Undoes what a grade left; true when it cannot, so that this interpreter must go."""
    global _watching, _moved
    _watching = False
    # Setting them is audited, also to nothing.
    if sys.gettrace() or sys.getprofile():
        sys.settrace(None)
        sys.setprofile(None)
    sys.setrecursionlimit(_base["recursion"])
    sys.path[:] = _base["path"]
    sys.meta_path[:] = _base["meta_path"]
    sys.path_hooks[:] = _base["path_hooks"]
    sys.argv[:] = _base["argv"]
    sys.stdin = _base["stdin"]
    gc.enable()
    packages.make_fresh()
    names = tuple(_module_dicts) if modules is None else modules
    _restore_modules(names)
    _restore_libraries(names)
    if os.environ is not _environ or _environ._data != _base["environ_data"]:
        os.environ = _environ
        _environ.clear()
        _environ.update(_base["environ"])
    if _moved:
        _moved = False
        os.chdir("/home/grader")
    return _remove_written() or _unguarded


def _restore_modules(modules):
    sys.modules.pop("grader", None)
    if not _is_same(sys.modules, _base["modules"]):
        _restore_loaded()
    _restore_names(modules)


def _restore_loaded():
    base = _base["modules"]
    new = []
    for name, module in list(sys.modules.items()):
        if base.get(name) is not module:
            if name in base:
                sys.modules[name] = base[name]
            else:
                del sys.modules[name]
                new.append(name)
    if not base.keys() <= sys.modules.keys():
        sys.modules.update(base)
    _import_afresh(new)
    # In the order that they now have, which the next grade is compared with.
    _base["modules"] = dict(sys.modules)


def _import_afresh(names):
    """What the library imported meanwhile may have been changed; imported again, it stays for later grades."""
    for name in names:
        if _may_stay(name.partition(".")[0]):
            with contextlib.suppress(Exception):
                _base["modules"][name] = importlib.import_module(name)
                _remember(name)
    for name in sys.modules.keys() - _base["modules"].keys():
        del sys.modules[name]


def _restore_names(modules):
    for name in modules:
        saved = _module_dicts[name]
        namespace = vars(sys.modules[name])
        if not _is_same(namespace, saved):
            namespace.clear()
            namespace.update(saved)


def _restore_libraries(modules):
    """State that lives deeper than a module's names, in those libraries that have such."""
    if "decimal" in modules:
        decimal.setcontext(decimal.DefaultContext.copy())
    if "warnings" in modules:
        # Also makes the registries of warnings already shown invalid.
        warnings.resetwarnings()
        warnings.filters[:] = _base["filters"]
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


#: What the child's JavaScript may call beside the harness's own.
ENTRIES = {"add_wheel": wheels.add_wheel}
