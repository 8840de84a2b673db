"""What a source can touch beyond its own names, read from its syntax tree before it runs.

A source that only computes leaves nothing behind, and may share an interpreter with the next row. The rule is an
allow-list: a source is taken to compute only where each of its expressions is known to give objects of its own,
or shared ones that cannot be changed by what it does to them. Whatever is not known reaches further.
"""

import ast
import functools
import sys
import types

from sandbox_reach_modules import allows
from sandbox_reach_names import Names, is_safe, nothing

#: Built-in functions that change or find objects by name, run text as code, or talk to the system.
_DENIED = {
    *"__build_class__ __builtins__ __import__ __loader__ __spec__ breakpoint compile delattr eval exec exit".split(),
    *"globals help input locals memoryview open quit setattr vars".split(),
}
#: Names with two underscores that say what a thing is called.
_HARMLESS = {"__name__", "__qualname__", "__doc__", "__file__", "__debug__", "__version__", "__future__"}
#: Methods of named tuples.
_NAMED_TUPLE = {"_asdict", "_fields", "_make", "_replace"}
#: Attributes that lead to frames and their names, or register one class with another.
_DENIED_ATTRIBUTES = {
    *"ag_code ag_frame co_code co_consts cr_code cr_frame cr_origin f_back f_builtins f_globals f_locals".split(),
    *"func_globals gi_code gi_frame gi_yieldfrom register tb_frame tb_next with_traceback".split(),
}
#: Methods that make an object which is none of the class, or run at a time of the collector's choosing.
_DENIED_METHODS = {"__new__", "__del__", "__prepare__", "__mro_entries__", "__instancecheck__", "__subclasscheck__"}
#: Decorators that leave a method's first argument the object or class that it is called on.
_PLAIN_DECORATORS = {
    *"abstractmethod cache cached_property classmethod contextmanager final lru_cache override property".split(),
    *"setter deleter getter wraps".split(),
}
#: Functions that write to what they are given: for what stands below them, and nothing else.
_WRITING_DECORATORS = {
    *"dataclass final no_type_check override runtime_checkable total_ordering unique wraps".split(),
}
_MUTABLE = (dict, list, set, bytearray)


def reach(tree):
    """Where a source reaches beyond its own: ``(line, what)`` of each place; nothing where it only computes."""
    names = Names()
    names.visit(tree)
    finder = _Finder(names)
    finder.visit(tree)
    if finder.escapes and finder.stores:
        finder.places.extend(finder.escapes)
    return finder.places


class _Finder(ast.NodeVisitor):
    def __init__(self, names):
        self.names = names
        self.places = list(names.unknown_imports)
        #: Shared classes, functions and modules that are handed on, and whether any attribute is set.
        self.escapes = []
        self.stores = False
        self.selves = []
        self.shared = _shared_attributes(names.foreign.values())

    def found(self, node, what):
        self.places.append((node.lineno, what))

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self._check_name(node)
            self._escape(node)

    def _check_name(self, node):
        name = node.id
        if name not in self.names.bound and (
            name in _DENIED or name == "getattr" or (name.startswith("__") and name not in _HARMLESS)
        ):
            self.found(node, name)

    def visit_Attribute(self, node):
        if _is_type_of(node.value) and node.attr in _HARMLESS:
            self.visit(node.value.args[0])
        elif isinstance(node.ctx, ast.Load):
            self._load(node)
            self._escape(node)
            self._visit_base(node.value)
        else:
            self._store(node)
            self.visit(node.value)

    def _visit_base(self, node):
        """What an attribute is taken of is used, not handed on."""
        if isinstance(node, ast.Attribute):
            self._load(node)
            self._visit_base(node.value)
        elif not isinstance(node, ast.Name) or self.names.resolve(node) is nothing or node.id in _DENIED:
            self.visit(node)

    def _load(self, node):
        base = self.names.resolve(node.value)
        name = node.attr
        if base is nothing:
            if not self._may_load(node.value, name):
                self.found(node, name)
            return
        if isinstance(base, types.ModuleType) and not allows(base.__name__, name):
            self.found(node, f"{base.__name__}.{name}")
            return
        if (name.startswith("_") and name not in _HARMLESS) or name in _DENIED_ATTRIBUTES:
            self.found(node, name)
            return
        value = self.names.resolve(node)
        # A function of a shared class can be called on anything, and sets what it sets there.
        if isinstance(base, type) and isinstance(value, types.FunctionType):
            self.found(node, f"{base.__name__}.{name}")
        elif value is not nothing and not is_safe(value):
            self.found(node, name)

    def _may_load(self, base, name):
        if name in _DENIED_ATTRIBUTES or name in self.shared:
            return False
        if not name.startswith("_") or name in _HARMLESS or name in _NAMED_TUPLE or self._is_own(base):
            return True
        return _is_super(base) and name not in ("__setattr__", "__delattr__", "__new__")

    def _store(self, node):
        self.stores = True
        if not self._is_own(node.value) or (node.attr.startswith("__") and node.attr.endswith("__")):
            self.found(node, f"setting {node.attr}")

    def _is_own(self, node):
        return isinstance(node, ast.Name) and (node.id in self.selves or self.names.is_own(node.id))

    def _escape(self, node):
        value = self.names.resolve(node)
        if isinstance(value, (type, types.FunctionType, types.ModuleType)) and not _is_fixed(value):
            place = (node.lineno, f"handing on {value.__name__}")
            (self.places if value.__name__ in _WRITING_DECORATORS else self.escapes).append(place)

    def visit_Call(self, node):
        function = self.names.resolve(node.func)
        if isinstance(node.func, ast.Name) and node.func.id == "getattr" and function is getattr:
            self._getattr(node)
        elif isinstance(node.func, ast.Attribute):
            self.visit_callee(node.func)
        elif function is nothing or node.func.id in _DENIED:
            self.visit(node.func)
        if getattr(function, "__name__", None) in _WRITING_DECORATORS and node not in self.decorators:
            self.found(node, function.__name__)
        if function is type and len(node.args) == 1:
            self.escapes.append((node.lineno, "type"))
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            # These two only look at a class.
            if function in (isinstance, issubclass) and self.names.resolve(argument) is not nothing:
                self._look_at(argument)
            else:
                self.visit(argument)

    def _look_at(self, node):
        if isinstance(node, ast.Attribute):
            self.visit_callee(node)
        else:
            self._check_name(node)

    def visit_callee(self, node):
        self._load(node)
        self._visit_base(node.value)

    def _getattr(self, node):
        name = node.args[1].value if len(node.args) > 1 and isinstance(node.args[1], ast.Constant) else None
        base = self.names.resolve(node.args[0]) if node.args else None
        if not isinstance(name, str) or base is not nothing or not self._may_load(node.args[0], name):
            self.found(node, "getattr")

    decorators = ()

    def _visit_decorators(self, node):
        for decorator in node.decorator_list:
            function = decorator.func if isinstance(decorator, ast.Call) else decorator
            if self.names.resolve(function) is nothing:
                self.visit(decorator)
                continue
            if isinstance(function, ast.Attribute):
                self.visit_callee(function)
            if isinstance(decorator, ast.Call):
                self.decorators = (*self.decorators, decorator)
                self.visit(decorator)

    def visit_FunctionDef(self, node):
        self._visit_decorators(node)
        self.selves.append(None)
        self._visit_parts(node.args, node.returns, *node.body)
        self.selves.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def _visit_parts(self, *parts):
        for part in parts:
            if part is not None:
                self.visit(part)

    def visit_arg(self, node):
        """An annotation is not handed on."""
        if node.annotation is not None and self.names.resolve(node.annotation) is nothing:
            self.visit(node.annotation)

    def visit_ExceptHandler(self, node):
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        for kind in kinds:
            if kind is not None and self.names.resolve(kind) is nothing:
                self.visit(kind)
        self._visit_parts(*node.body)

    def visit_ClassDef(self, node):
        self._visit_decorators(node)
        for base in node.bases:
            value = self.names.resolve(base)
            if isinstance(value, type) and issubclass(value, type):
                self.found(node, "a metaclass")
            elif isinstance(base, ast.Attribute):
                self.visit_callee(base)
            elif value is nothing:
                self.visit(base)
        for keyword in node.keywords:
            if keyword.arg == "metaclass" and not _is_safe_metaclass(self.names.resolve(keyword.value)):
                self.found(node, "a metaclass")
        for part in node.body:
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._visit_method(part)
            else:
                self.visit(part)

    def _visit_method(self, node):
        if node.name in _DENIED_METHODS:
            self.found(node, node.name)
        self._visit_decorators(node)
        parameters = [*node.args.posonlyargs, *node.args.args]
        own = parameters[0].arg if parameters and _keeps_self(node) else None
        self.selves.append(own)
        self._visit_parts(node.args, node.returns, *node.body)
        self.selves.pop()

    def visit_MatchClass(self, node):
        for name in node.kwd_attrs:
            if not self._may_load(node, name):
                self.found(node, name)
        self._visit_parts(*node.patterns, *node.kwd_patterns)


def _is_fixed(value):
    """Whether attributes can't be set on it at all: what is written in C."""
    return isinstance(value, type) and not value.__flags__ & (1 << 9)


def _is_safe_metaclass(value):
    return value is not nothing and getattr(value, "__name__", "") in ("ABCMeta", "EnumMeta", "EnumType")


def _is_type_of(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "type"
        and len(node.args) == 1
    )


def _is_super(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def _keeps_self(method):
    for decorator in method.decorator_list:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
        if name not in _PLAIN_DECORATORS:
            return False
    first = [*method.args.posonlyargs, *method.args.args][:1]
    stored = {node.id for node in ast.walk(method) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    nested = {node.arg for node in ast.walk(method) if isinstance(node, ast.arg) and node not in first}
    return not first or first[0].arg not in stored | nested


@functools.cache
def _shared_of(kind):
    """The attributes of a class that all its instances share and that can be changed in place."""
    return frozenset(
        name
        for base in kind.__mro__
        for name, value in vars(base).items()
        if not name.startswith("_") and isinstance(value, _MUTABLE)
    )


def _shared_attributes(foreign):
    kinds = set()
    for value in foreign:
        module = (
            value if isinstance(value, types.ModuleType) else sys.modules.get(getattr(value, "__module__", None) or "")
        )
        kinds.update(kind for kind in vars(module).values() if isinstance(kind, type)) if module else None
        if isinstance(value, type):
            kinds.add(value)
    return frozenset().union(*map(_shared_of, kinds))
