"""What a grade may leave behind in the interpreter, what it may not do there, and how both are noticed."""

import ast
import contextlib
import decimal
import errno
import gc
import importlib
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys

import sandbox_eventloop as eventloop
import sandbox_obtained as obtained
import sandbox_packages as packages
import sandbox_side_module as side_module
import sandbox_wheels as wheels
from sandbox_changes import changed as names_changed
from sandbox_changes import remember
from sandbox_reach import reach
from sandbox_reach_modules import MODULES
from sandbox_sever import INTERNAL
from sandbox_words import in_english, say

#: What graders import most is in the snapshot already.
for _name in (
    *"collections dataclasses datetime decimal difflib functools itertools logging math re statistics".split(),
    *"string typing unicodedata warnings".split(),
):
    importlib.import_module(_name)

FILE = "grader.py"
#: The way into Python's memory, hidden like Pyodide's own modules. Not the barrier (docs/security.md): a clear message.
UNSAFE = {"ctypes", "_ctypes"}
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
    "socket.__new__": "the network",
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
#: Module → package, of those that can be got for the sandbox.
_obtainable = {}
#: Modules of packages that are here, and loaded for sources that name them.
_here = set()
_refusals = []
_watching = False
#: Whether something was imported with the guard taken away.
_unguarded = False
#: What seeds ``random`` in the next grade.
_seed = None
#: The one thing that mere computing leaves behind: what was rounded.
_decimals = decimal.getcontext()


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
        elif _is_missed(root) and _grader_place():
            _refuse("module", root)


def _is_missed(root):
    return root in _hosted or root in _here or root in wheels.refused or _is_hosted_library(root)


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
    global _unguarded
    if not _watching:
        return
    refused = REFUSED_EVENTS.get(event)
    if refused or (event == "urllib.Request" and not str(arguments[0]).lower().startswith(("data:", "file:"))):
        _refuse("event", refused or "the network")
    elif event == "import":
        _unguarded = _unguarded or sys.meta_path[:1] != [Guard]


def first_refusal():
    return _refusals[0] if _refusals else None


def refusal_words(refused):
    """Message and mend of what the sandbox refused."""
    if refused == "memory":
        message = say("The grader used more memory than the sandbox gives.")
        return message, say(
            'Use less memory, or set graders.python.runtime to "interpreter" and use a Python of yours.'
        )
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
    if name in _here:
        message = say("The grader imports {0} by a name that it makes: the sandbox loaded no such package.", name)
        return message, say("Write import {0} in the source.", name)
    pinned = _hosted.get(name)
    if pinned:
        message = say(
            "The grader imports {0}, which the sandbox does not have; the hosted image has {1}.", name, pinned
        )
    else:
        message = say("The grader imports {0}, which the sandbox does not have.", name)
    return message, missing_words(name)


def missing(name):
    """Message and mend of a module that an import of the grader would be refused; None where it is here, or where
    the hosted image has it not either."""
    root = name.partition(".")[0]
    if root in _here or not _is_missed(root):
        return None
    try:
        found = importlib.util.find_spec(root)
    except (ImportError, ValueError):
        return None
    return None if found else _module_words(root)


def missing_words(name):
    """The mend for a module that is not here."""
    pinned = _hosted.get(name)
    if name in _obtainable:
        return say(
            'Get it by Graders: Get Packages… (on the command line: graders packages add {0}), or set graders.python.runtime to "interpreter" and use a Python of yours that has it.',
            _obtainable[name],
        )
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


def begin(hosted, obtainable, here):
    """Once after loading: what was the same in every snapshot becomes our own."""
    _hosted.update(json.loads(hosted))
    _obtainable.update(json.loads(obtainable))
    _here.update(json.loads(here))
    for name in [name for name in sys.modules if name.partition(".")[0] in UNSAFE]:
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
    # What is here stays: the collector need not look at it during grades.
    gc.freeze()


class Prepared:
    """What is known of a source before its first grade."""

    def __init__(self, tree):
        self.imported = _import_all(tree)
        #: Where it reaches beyond its own names: then all is put back after each grade.
        self.places = reach(tree)
        self.before = remember(self.imported) if self.places else None
        packages.hide()
        _refusals.clear()
        gc.freeze()


def prepare_imports(tree):
    """Imports the parts of the standard library that a source names, and looks at what it can touch."""
    return Prepared(tree)


def _import_all(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(
                f"{node.module}.{alias.name}" for alias in node.names if f"{node.module}.{alias.name}" in MODULES
            )
    imported = []
    for name in sorted(names):
        if _may_stay(name.partition(".")[0]):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
                imported.append(name)
    return imported


def _may_stay(root):
    """Whether importing this has no effect but that it is there."""
    if root in NOISY | INTERNAL | UNSAFE:
        return False
    return root in sys.stdlib_module_names or root in wheels.roots or root in obtained.roots() or packages.has(root)


def use_seed(seed):
    """What seeds ``random`` in the next grade: memory that is put back would give the same numbers again."""
    global _seed
    _seed = seed


def before_grade():
    global _watching
    _refusals.clear()
    packages.forget_used()
    eventloop.use()
    random.seed(_seed)
    _decimals.clear_flags()
    _watching = True


def changed(prepared):
    """What a grade was found to change that the next one will not see."""
    return names_changed(prepared.before) if prepared.places else []


def sharing(prepared):
    """Whether a source's grades leave nothing behind, or all is to be put back after each."""
    return "restored" if prepared is not None and prepared.places else "shared"


def after_grade(_prepared):
    """Readies the interpreter for the next grade; true where that cannot be: our import hook was taken away."""
    global _watching
    _watching = False
    sys.modules.pop("grader", None)
    # Setting them is audited, also to nothing.
    if sys.gettrace() or sys.getprofile():
        sys.settrace(None)
        sys.setprofile(None)
    packages.hide()
    return _unguarded


#: What the child's JavaScript may call beside the harness's own.
ENTRIES = {"add_wheel": wheels.add_wheel, "opens_library": side_module.opens, **obtained.ENTRIES}
