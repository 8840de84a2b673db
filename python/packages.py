"""Modules of our own in the place of packages that the sandbox has not: found, loaded and made fresh again."""

import sys
from importlib.machinery import ModuleSpec

#: Name → code and whether it is a package; compiled before the snapshot is made.
_codes = {}
#: Loaded ones.
_loaded = {}
_used = set()
_given_by_user = set()
_refuse = None


def add_sources(sources):
    """``sources`` by the modules' names; a name that others continue is a package's."""
    for name, text in sources.items():
        is_package = any(other.startswith(name + ".") for other in sources)
        _codes[name] = (compile(text, f"<{name}>", "exec", dont_inherit=True), is_package)


def on_missing(refuse):
    """``refuse`` is told what of these packages is not here, and gives the exception to raise."""
    global _refuse
    _refuse = refuse


def leave_to_user(roots):
    """The user brings these packages."""
    _given_by_user.update(roots)


def used():
    """The packages of ours that were imported since ``forget_used``."""
    return sorted(_used)


def forget_used():
    _used.clear()


def has(root):
    """Whether this package is one of ours."""
    return root in _codes and root not in _given_by_user


def hide():
    """Each grade imports anew, so that it is known which it used."""
    for name in _loaded:
        sys.modules.pop(name, None)


class Finder:
    """On the path of imports; a user's own package goes before ours."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in _codes or root in _given_by_user:
            return None
        if name not in _codes:
            raise _refuse(name)
        _used.add(root)
        return ModuleSpec(name, _Loader, origin="graders", is_package=_codes[name][1])


class _Loader:
    """Loads a module once and gives the same again: every grade imports anew."""

    @staticmethod
    def create_module(spec):
        return _loaded.get(spec.name)

    @staticmethod
    def exec_module(module):
        name = module.__name__
        if name in _loaded:
            return
        namespace = vars(module)
        namespace["_unavailable"] = lambda part: _refuse(f"{name}.{part}")
        exec(_codes[name][0], namespace)
        namespace["__getattr__"] = _missing_attribute(name)
        _loaded[name] = module


def _missing_attribute(module):
    def __getattr__(name):
        # `from package import module` asks for the attribute before it imports the module.
        if name.startswith("_") or f"{module}.{name}" in _codes:
            raise AttributeError(f"module {module!r} has no attribute {name!r}", name=name)
        raise _refuse(f"{module}.{name}")

    return __getattr__
