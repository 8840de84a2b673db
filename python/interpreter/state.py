"""What a grade may leave behind in the user's Python, how that is undone, and what is told of packages.

The counterpart of the sandbox's ``state.py``, by whose name ``harness.py`` imports it. Packages with C code
can't be imported twice in a process, so what the user's packages keep in their own modules stays.
"""

import ast
import contextlib
import gc
import importlib
import importlib.util
import os
import random
import shutil
import socket
import sys
import sysconfig
import threading
import types
import warnings

from sandbox_words import say

#: Names by which a source reaches modules that no ``import`` of it shows.
DYNAMIC = {"import_module", "__import__", "modules", "exec", "eval", "builtins", "__builtins__", "__globals__"}
#: Modules that do something when they are imported.
NOISY = {"antigravity", "this", "idlelib", "turtledemo", "test"}
NETWORK_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
FILE = "grader.py"

_hosted = {}
_refusals = []
_settings = {}
_base = {}
_module_names = {}
_versions = {}
_watching = False


class Imports:
    """Which modules a source reaches: of the library, to be reset, and packages, to be named."""

    def __init__(self, library, packages):
        self.library = library
        self.packages = packages


class Missing:
    """Last on the path of imports: notes what the hosted image has and this Python lacks."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in _hosted:
            return
        frame = sys._getframe(1)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        # Packages try for others that they can do without.
        if frame and frame.f_code.co_filename == FILE:
            _refuse("module", root)


def _refuse(kind, name):
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    place = {"line": frame.f_lineno, "function": frame.f_code.co_name} if frame else None
    _refusals.append((kind, name, place))


def _audit(event, arguments):
    if _watching and event in NETWORK_EVENTS and not _is_local(arguments):
        _refuse("network", None)


def _is_local(arguments):
    """Sockets between processes of this machine need no network."""
    first = arguments[0]
    return isinstance(first, socket.socket) and first.family == getattr(socket, "AF_UNIX", None)


def begin(hosted, interpreter, memory_mb, network_cut):
    """Once, before the first grade."""
    _hosted.update(hosted)
    _settings.update(interpreter=interpreter, memory=memory_mb)
    sys.meta_path.append(Missing)
    if network_cut:
        sys.addaudithook(_audit)
    sys.argv[:] = [""]
    _base.update(
        folder=os.getcwd(),
        path=list(sys.path),
        meta_path=list(sys.meta_path),
        path_hooks=list(sys.path_hooks),
        recursion=sys.getrecursionlimit(),
        environ=dict(os.environ),
        filters=list(warnings.filters),
        stdin=sys.stdin,
        threads=threading.active_count(),
        modules=dict(sys.modules),
    )


def first_refusal():
    return _refusals[0] if _refusals else None


def refusal_words(refused):
    """Message and mend of what this runtime refused."""
    if refused == "memory":
        limit = "{:,}".format(_settings["memory"])
        message = say("The grader used more memory than its limit of {0} MB.", limit)
        return message, say("Use less memory: the service gives 2 GB.")
    kind, name, _place = refused
    if kind == "module":
        message = say("The grader imports {0}, which {1} does not have.", name, _settings["interpreter"])
        return message, missing_words(name)
    message = say("The grader asked for the network, which graders do not have.")
    return message, say("Put what it needs into the item.")


def refusal_frames(refused):
    """Where the grader's code asked for it, as the frames of a traceback."""
    place = None if refused == "memory" else refused[2]
    return [place] if place else []


def missing_words(name):
    """The mend for a module that is not here."""
    pinned = _hosted.get(name)
    if pinned:
        command = "{} -m pip install {}".format(_settings["interpreter"], pinned.replace(" ", "=="))
        return say("The hosted image has {0}: {1}", pinned, command)
    return say("The hosted image lacks it too: graders have the standard library and a few pinned packages.")


def prepare_imports(tree):
    """Imports the parts of the standard library that a source names, and remembers how they are."""
    names = set()
    dynamic = False
    for node in ast.walk(tree):
        dynamic = dynamic or getattr(node, "id", getattr(node, "attr", None)) in DYNAMIC
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    roots = {name.partition(".")[0] for name in names}
    library = {root for root in roots - NOISY if _is_library(root)}
    for name in sorted(names):
        if name.partition(".")[0] in library:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    _refusals.clear()
    _base["modules"].update(sys.modules)
    reached = sys.modules if dynamic else names | {"builtins"}
    library_modules = [name for name in reached if name in sys.modules and _is_library(name.partition(".")[0])]
    for name in library_modules:
        namespace = vars(sys.modules[name])
        _module_names.setdefault(name, (dict(namespace), list(map(id, namespace.values()))))
    return Imports(sorted(library_modules), sorted(roots - library - NOISY))


def _is_library(root):
    """Whether a module is of Python's own library, ``sys`` and our own ``__main__`` aside."""
    if root in ("sys", "__main__"):
        return False
    known = getattr(sys, "stdlib_module_names", None)
    if known is not None:
        return root in known
    if root in sys.builtin_module_names:
        return True
    try:
        origin = getattr(importlib.util.find_spec(root), "origin", None) or ""
    except (ImportError, ValueError):
        return False
    paths = sysconfig.get_paths()
    inside = origin.startswith((paths["stdlib"] + os.sep, paths["platstdlib"] + os.sep))
    return inside and "site-packages" not in origin and "dist-packages" not in origin


def package_versions(imports):
    """Name and version of each package that a source imports, as far as there is one; none for what did not compile."""
    names = imports.packages if imports else ()
    return [[name, version] for name in names for version in [_version(name)] if version]


def _version(name):
    if name not in _versions:
        from importlib import metadata  # noqa: PLC0415, most grades name no package, and pay for it at no start

        distribution = _hosted.get(name, name).partition(" ")[0]
        try:
            _versions[name] = metadata.version(distribution)
        except Exception:
            found = getattr(sys.modules.get(name), "__version__", "")
            _versions[name] = found if isinstance(found, str) else ""
    return _versions[name]


def before_grade():
    global _watching
    _refusals.clear()
    _seed()
    _watching = True


def _seed():
    random.seed()
    generators = sys.modules.get("numpy.random")
    if generators is not None:
        with contextlib.suppress(Exception):
            generators.seed()


def after_grade(imports):
    """Undoes what a grade left; true when it cannot, so that this process must go."""
    global _watching
    _watching = False
    sys.settrace(None)
    sys.setprofile(None)
    sys.setrecursionlimit(_base["recursion"])
    sys.path[:] = _base["path"]
    sys.meta_path[:] = _base["meta_path"]
    sys.path_hooks[:] = _base["path_hooks"]
    sys.argv[:] = [""]
    sys.stdin = _base["stdin"]
    gc.enable()
    _restore_modules()
    _restore_names(imports.library)
    _restore_libraries(imports.library)
    if dict(os.environ) != _base["environ"]:
        os.environ.clear()
        os.environ.update(_base["environ"])
    _empty_folder()
    return threading.active_count() > _base["threads"] or _has_children()


def _restore_modules():
    """Takes out what no import put there; what the grade imported stays, since packages import but once."""
    base = _base["modules"]
    if sys.modules == base:
        return
    for name, module in list(sys.modules.items()):
        if name in base:
            sys.modules[name] = base[name]
        elif getattr(module, "__spec__", None) is None:
            del sys.modules[name]
        else:
            base[name] = module
    for name in base.keys() - sys.modules.keys():
        sys.modules[name] = base[name]


def _restore_names(modules):
    """Gives names their values back. New modules among them stay: they are submodules, which import but once."""
    for name in modules:
        saved, ids = _module_names[name]
        namespace = vars(sys.modules[name])
        if list(map(id, namespace.values())) == ids:
            continue
        for key in namespace.keys() - saved.keys():
            if not isinstance(namespace[key], types.ModuleType):
                del namespace[key]
        namespace.update(saved)


def _restore_libraries(modules):
    """State that lives deeper than a module's names, in those libraries that have such."""
    if "decimal" in modules:
        decimal = sys.modules["decimal"]
        decimal.setcontext(decimal.DefaultContext.copy())
    if "warnings" in modules:
        # Also makes the registries of warnings already shown invalid.
        warnings.resetwarnings()
        warnings.filters[:] = _base["filters"]
    if "logging" in modules:
        logging = sys.modules["logging"]
        logging.disable(logging.NOTSET)
        logging.root.handlers.clear()
        logging.root.setLevel(logging.WARNING)


def _empty_folder():
    folder = _base["folder"]
    try:
        os.chdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        with contextlib.suppress(OSError):
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            else:
                os.remove(path)


def _has_children():
    """Whether a program that the grade started still runs."""
    if not hasattr(os, "WNOHANG"):
        return False
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True
