"""What the hosted image's Python does and Python 3.14 no longer does.

The image's version is not published, but its numpy 2.2.4 and scipy 1.15.2 were built for 3.10 to 3.13. A grader
must not pass here and break there, nor break here on what works there.
"""

import ast
import sys

NEWEST = min(sys.version_info[:2], (3, 13))
#: The node types of ``ast`` that 3.14 dropped; 3.8 had already made them ``Constant``.
CONSTANTS = {
    "Num": (int, float, complex),
    "Str": str,
    "Bytes": bytes,
    "NameConstant": (bool, type(None)),
    "Ellipsis": type(...),
}


def evaluate_annotations(tree):
    """Makes annotations be evaluated where they stand: 3.14 leaves them until somebody asks, and so runs a source
    that forgot ``from typing import Any``."""
    if sys.version_info < (3, 14) or _leaves_annotations(tree):
        return
    # Statements only, without recursion: expressions may be deeper than Python's stack.
    pending = [(tree, False)]
    while pending:
        node, in_function = pending.pop()
        in_function = isinstance(node, _FUNCTIONS) or (in_function and not isinstance(node, ast.ClassDef))
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, [])
            pending.extend((statement, in_function) for statement in statements)
            if statements:
                setattr(node, field, [part for statement in statements for part in _evaluated(statement, in_function)])
        pending.extend((part, in_function) for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())))


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _leaves_annotations(tree):
    futures = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    return any(alias.name == "annotations" for node in futures for alias in node.names)


def _evaluated(statement, in_function):
    if isinstance(statement, ast.AnnAssign) and not in_function:
        return [statement, *_expressions([statement.annotation])]
    # Parameters of types are seen by the annotations alone.
    if isinstance(statement, _FUNCTIONS) and not statement.type_params:
        return [*_expressions(_annotations(statement)), statement]
    return [statement]


def _annotations(function):
    arguments = function.args
    each = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    found = [argument.annotation for argument in each if argument] + [function.returns]
    return [annotation for annotation in found if annotation]


def _expressions(annotations):
    """In a tuple, where a text is no docstring and a star may stand."""
    return [
        ast.copy_location(ast.Expr(ast.copy_location(ast.Tuple([annotation], ast.Load()), annotation)), annotation)
        for annotation in annotations
    ]


class _OfConstants(type):
    def __instancecheck__(cls, node):
        return isinstance(node, ast.Constant) and _dropped_name(node.value) == cls.__name__


def _dropped_name(value):
    return next((name for name in ("NameConstant", *CONSTANTS) if isinstance(value, CONSTANTS[name])), None)


def _constant(_cls, *arguments, **named):
    return ast.Constant(*arguments, **({"value": named.popitem()[1]} if named else {}))


def _visit_constant(visitor, node):
    visit = getattr(visitor, f"visit_{_dropped_name(node.value)}", visitor.generic_visit)
    return visit(node)


def restore_constants():
    """Gives ``ast`` its dropped names: graders that calculate a formula ask for ``ast.Num``."""
    if hasattr(ast, "Num"):
        return
    for name in CONSTANTS:
        setattr(ast, name, _OfConstants(name, (ast.Constant,), {"__new__": _constant, "__module__": "ast"}))
    ast.Constant.n = ast.Constant.s = property(
        lambda node: node.value, lambda node, value: setattr(node, "value", value)
    )
    ast.NodeVisitor.visit_Constant = _visit_constant
