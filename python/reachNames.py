"""What the names of a source stand for: its own objects, or shared ones of modules that are known."""

import ast
import builtins
import enum
import functools
import importlib
import re
import sys
import types

from sandbox_reach_modules import MODULES, allows

_IMMUTABLE = (bool, int, float, complex, str, bytes, range, type(None), type(...), re.Pattern, enum.Enum)
#: Of modules that need not be imported here.
_IMMUTABLE_KINDS = {
    *"datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone decimal.Decimal".split(),
    *"fractions.Fraction operator.itemgetter types.GenericAlias types.UnionType typing.Union".split(),
}
_CALLABLE = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    types.MethodType,
    functools._lru_cache_wrapper,
)
#: Stands for no shared object, or none that is known.
nothing = object()


class Names(ast.NodeVisitor):
    """What each name of a source is bound to, wherever in it."""

    def __init__(self):
        self.foreign = {}
        self.bound = {}
        self.unknown_imports = []

    def bind(self, name, kind):
        self.bound.setdefault(name, []).append(kind)

    def visit_Import(self, node):
        for alias in node.names:
            shown = alias.name if alias.asname else alias.name.partition(".")[0]
            self._import(node, alias.asname or shown, alias.name, sys.modules.get(shown))

    def _import(self, node, name, module, value):
        self.bind(name, "import")
        if module in MODULES and value is not None:
            self.foreign[name] = value
        elif _is_there(module):
            self.unknown_imports.append((node.lineno, module))

    def visit_ImportFrom(self, node):
        if node.module == "__future__":
            return
        module = node.module or ""
        for alias in node.names:
            name = alias.asname or alias.name
            self.bind(name, "import")
            if alias.name == "*" or (module not in MODULES and _is_there(module)):
                self.unknown_imports.append((node.lineno, module))
            elif module in MODULES:
                value = attribute(sys.modules.get(module), alias.name)
                if f"{module}.{alias.name}" in MODULES:
                    value = sys.modules.get(f"{module}.{alias.name}", value)
                if value is not nothing:
                    self.foreign[name] = value
                    if not allows(module, alias.name) or not is_safe(value):
                        self.unknown_imports.append((node.lineno, f"{module}.{alias.name}"))

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id, "other")

    def visit_arg(self, node):
        self.bind(node.arg, "other")
        self.generic_visit(node)

    def visit_ExceptHandler(self, node):
        if node.name:
            self.bind(node.name, "other")
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self.bind(node.name, "other")
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        self.bind(node.name, "function")
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.bind(node.name, "class")
        self.generic_visit(node)

    def visit_Assign(self, node):
        made = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id
        for target in node.targets:
            if made and isinstance(target, ast.Name):
                self.bind(target.id, ("made", made))
            else:
                self.visit(target)
        self.visit(node.value)

    def is_own(self, name):
        """Whether this is an object that the source made: a function or class, or an instance of its class."""
        kinds = self.bound.get(name)
        return bool(kinds) and all(
            kind in ("function", "class") or (isinstance(kind, tuple) and self._is_class(kind[1])) for kind in kinds
        )

    def _is_class(self, name):
        return set(self.bound.get(name, ())) == {"class"}

    def resolve(self, node):
        """The shared object that an expression names; ``nothing`` where it is none that is known."""
        if isinstance(node, ast.Name):
            if node.id in self.foreign:
                return self.foreign[node.id]
            return nothing if node.id in self.bound else getattr(builtins, node.id, nothing)
        if isinstance(node, ast.Attribute):
            base = self.resolve(node.value)
            # The streams are the harness's, which makes them new for each grade.
            if base is nothing or (base is sys and node.attr in ("stdout", "stderr")):
                return nothing
            return attribute(base, node.attr)
        return nothing


def _is_there(module):
    """Whether an import of it gives something; what is missing raises where it is imported."""
    if module in sys.modules:
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def attribute(value, name):
    """A shared object's attribute; ``nothing`` where it has none that may be asked for."""
    if name.startswith("__"):
        return nothing
    try:
        return getattr(value, name, nothing)
    except Exception:
        return nothing


def is_safe(value):
    """Whether nothing that a source does with a shared object, other than what is denied, changes it."""
    if isinstance(value, types.ModuleType):
        return value.__name__ in MODULES
    if isinstance(value, (tuple, frozenset)):
        return all(map(is_safe, value))
    kind = type(value)
    return (
        isinstance(value, (type, *_IMMUTABLE, *_CALLABLE))
        or kind.__module__ == "typing"
        or f"{kind.__module__}.{kind.__qualname__}" in _IMMUTABLE_KINDS
    )
