"""Packages that were got for the sandbox: unpacked where a source first needs them, seen by the sources that do."""

import ast
import contextlib
import importlib.util
import json
import os
import sys
import warnings
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

import sandbox_wheels as wheels
from sandbox_parser import FILE

FOLDER = "/lib/packages"
COMPILED = "/tmp/graders.compiled"
#: Calls that import what their first argument names.
IMPORTERS = {"__import__", "import_module", "find_spec"}

#: Package → its modules at the top, once it is unpacked.
_modules = {}
#: Those that the source at work may see.
_shown = []
#: Modules of the others, which stay loaded.
_hidden = {}


def roots():
    """Modules that the source at work may import."""
    return {module for name in _shown for module in _modules[name]}


def imports(source):
    """What a source imports, wherever in it, as the first names of the modules; a JSON list."""
    try:
        tree = ast.parse(source, FILE)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "[]"
    names = {name.partition(".")[0] for node in ast.walk(tree) for name in _imported(node)}
    return json.dumps(sorted(names))


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module] if node.module and not node.level else []
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "attr", getattr(node.func, "id", None))
        if called in IMPORTERS and isinstance(node.args[0].value, str):
            return [node.args[0].value]
    return []


def add_package(path, package, file):
    """Unpacks the wheel at ``path``, whose name is ``file``; where that cannot be, its modules say why."""
    modules = wheels.unpack(path, file, f"{FOLDER}/{package}")
    if modules:
        wheels.protect(f"{FOLDER}/{package}")
    _modules[package] = sorted(modules)


def refuse_package(package, modules, file):
    """The file of a package that is here is no longer what it was."""
    _modules[package] = []
    for module in json.loads(modules):
        wheels.refuse_damaged(module, file)


def show_packages(names):
    """Lets the source that comes next see these packages and no other: what others imported is hidden from it."""
    shown = json.loads(names)
    for package in _shown:
        if package not in shown:
            _hide(package)
    for package in shown:
        sys.modules.update(_hidden.pop(package, {}))
    folders = [f"{FOLDER}/{package}" for package in shown]
    sys.path[:] = [entry for entry in sys.path if not entry.startswith(FOLDER)] + folders
    _shown[:] = shown


def _hide(package):
    modules = set(_modules[package])
    names = [name for name in sys.modules if name.partition(".")[0] in modules]
    _hidden[package] = {name: sys.modules.pop(name) for name in names}


def compile_package(path, package):
    """Writes ``COMPILED``: the wheel at ``path`` with the code of its modules, which takes longer than all else."""
    with zipfile.ZipFile(path) as wheel, zipfile.ZipFile(COMPILED, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for entry in wheel.infolist():
            content = wheel.read(entry)
            out.writestr(entry.filename, content)
            if entry.filename.endswith(".py"):
                _write_code(out, entry.filename, content, f"{FOLDER}/{package}/{entry.filename}")
    os.remove(path)


def _write_code(out, name, content, file):
    # A package may hold modules for other Pythons, which are no code here.
    with contextlib.suppress(SyntaxError, ValueError, RecursionError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(content, file, "exec", dont_inherit=True)
        bytecode = _code_to_hash_pyc(code, importlib.util.source_hash(content), checked=False)
        out.writestr(importlib.util.cache_from_source(name), bytecode)


ENTRIES = {
    "imports": imports,
    "add_package": add_package,
    "refuse_package": refuse_package,
    "show_packages": show_packages,
    "compile_package": compile_package,
}
