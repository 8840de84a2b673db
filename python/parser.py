"""Reads a grader's source without executing it: syntax, and how the name ``grade`` is bound at top level."""

import ast
import json
import re

from sandbox_older import NEWEST

FILE = "grader.py"


def lines_of(source):
    """The lines as Python counts them; form feeds and Unicode separators end none."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def column_of(lines, line, byte_offset):
    """One-based column in code points of a zero-based offset in UTF-8 bytes."""
    if not 1 <= line <= len(lines):
        return 1
    encoded = lines[line - 1].encode("utf-8", "surrogatepass")
    return len(encoded[:byte_offset].decode("utf-8", "ignore")) + 1


def compile_tree(source):
    """Parses, and compiles too, since some syntax errors are found only then; raises as ``compile`` does."""
    tree = ast.parse(source, FILE, feature_version=NEWEST)
    compile(tree, FILE, "exec", dont_inherit=True)
    return tree


def syntax_error_message(error):
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    return f"{type(error).__name__}: {error}"


def syntax_error_span(error, lines):
    """The place of a failure to compile; what is no ``SyntaxError`` (a null byte, a surrogate) has none."""
    line = min(max(getattr(error, "lineno", None) or 1, 1), len(lines))
    width = len(lines[line - 1])
    column = min(max(getattr(error, "offset", None) or 1, 1), width + 1)
    end_line = getattr(error, "end_lineno", None) or line
    end_column = getattr(error, "end_offset", None) or 0
    if (end_line, end_column) <= (line, column) or end_line > len(lines):
        end_line, end_column = line, max(width + 1, column)
    return {"line": line, "column": column, "endLine": end_line, "endColumn": end_column}


def parse(source, findings):
    """The JSON of a ``ChildParse`` (src/node/python/protocol.ts); ``findings`` looks for more than syntax."""
    lines = lines_of(source)
    try:
        tree = compile_tree(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        span = syntax_error_span(error, lines)
        return json.dumps({"kind": "syntax_error", "message": syntax_error_message(error), "span": span})
    found = _find_grade(tree, lines)
    grade = {"grade": found} if found else {}
    return json.dumps({"kind": "parsed", **grade, "findings": findings(tree, lines)})


def _find_grade(tree, lines):
    """The last binding decides, unless it stands under a condition with others before it."""
    found = list(bindings(tree.body, conditional=False))
    if not found:
        return _unseen_binding(tree, lines)
    node, conditional = found[-1]
    described = _describe(node, lines)
    others = [_describe(other, lines) for other, _ in found[:-1]] if conditional else []
    if any(other["takesTwo"] != described["takesTwo"] for other in others):
        described["takesTwo"] = None
    if described["takesTwo"] is None:
        del described["takesTwo"]
    return described


def bindings(statements, conditional):
    """Each node that binds ``grade`` in the module's own scope, in order, and whether it may be skipped."""
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if statement.name == "grade":
                yield statement, conditional
            continue
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.expr):
                yield from ((name, conditional) for name in _bound_names(child, statement))
            elif isinstance(child, ast.alias) and _alias_name(child) == "grade":
                yield child, conditional
            elif isinstance(child, ast.stmt):
                yield from bindings([child], True)
            elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                yield from bindings(child.body, True)
            elif isinstance(child, ast.withitem) and child.optional_vars:
                yield from ((name, conditional) for name in _bound_names(child.optional_vars, child))


def _alias_name(alias):
    return alias.asname or alias.name.partition(".")[0]


def _bound_names(expression, owner):
    """Names that an expression binds: as a target, or by ``:=``; a plain assignment gives its own node."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id == "grade" and isinstance(node.ctx, ast.Store):
            value = getattr(owner, "value", None)
            direct = isinstance(owner, (ast.Assign, ast.AnnAssign)) and node is expression
            if isinstance(owner, ast.AnnAssign) and value is None:
                continue
            yield owner if direct and isinstance(value, ast.Lambda) else node


def _unseen_binding(tree, lines):
    """A place that may bind ``grade`` in a way that only running shows, or nothing."""
    for node in ast.walk(tree):
        star = isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
        declared = isinstance(node, ast.Global) and "grade" in node.names
        called = node.func if isinstance(node, ast.Call) else None
        dynamic = isinstance(called, ast.Name) and called.id in ("globals", "vars", "locals", "exec", "setattr")
        if star or declared or dynamic:
            return {"span": _span(node, lines), "parameters": [], "isAsync": False}
    return None


def _describe(node, lines):
    function = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else node
    arguments = getattr(function, "args", None)
    known = isinstance(arguments, ast.arguments) and not getattr(function, "decorator_list", [])
    return {
        "span": name_span(node, lines),
        "takesTwo": _takes_two(arguments) if known else None,
        "parameters": _positional(arguments) if isinstance(arguments, ast.arguments) else [],
        "isAsync": isinstance(node, ast.AsyncFunctionDef),
    }


def _positional(arguments):
    return [argument.arg for argument in arguments.posonlyargs + arguments.args]


def _takes_two(arguments):
    most = len(_positional(arguments))
    least = most - len(arguments.defaults)
    required_by_name = any(default is None for default in arguments.kw_defaults)
    return least <= 2 and (most >= 2 or arguments.vararg is not None) and not required_by_name


def name_span(node, lines):
    """The name itself where it can be found, else the whole node."""
    span = _span(node.targets[0] if isinstance(node, ast.Assign) else node, lines)
    if isinstance(node, ast.AnnAssign):
        span = _span(node.target, lines)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        text = lines[node.lineno - 1]
        header = re.compile(r"(?:async\s+)?(?:def|class)\s+(grade)\b").match(text, span["column"] - 1)
        start, end = header.span(1) if header else (span["column"] - 1, len(text))
        span.update(column=start + 1, endLine=span["line"], endColumn=end + 1)
    return span


def _span(node, lines):
    return {
        "line": node.lineno,
        "column": column_of(lines, node.lineno, node.col_offset),
        "endLine": node.end_lineno,
        "endColumn": column_of(lines, node.end_lineno, node.end_col_offset),
    }
