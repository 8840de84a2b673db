"""What a look at a source shows that the hosted image lacks, or that hides a broken grader as a bad answer."""

import ast
import sys
import tokenize

from sandbox_grade_lint import grade_of, no_numbers, swapped
from sandbox_parser import column_of

#: Modules whose use is the network's; some are of the standard library.
NETWORK = {
    *"socket socketserver ssl ftplib imaplib poplib smtplib http.client http.server urllib.request xmlrpc.client".split(),
    *"aiohttp anthropic boto3 google.generativeai grpc httplib2 httpx litellm openai paramiko requests urllib3".split(),
    *"websocket websockets".split(),
}
BROAD = {"Exception", "BaseException"}
#: Names that a text would have, and neither a sample nor an item.
TEXT_WORDS = {
    *"text output answer response completion prediction predicted generated reference expected".split(),
    *"target truth gold label string str".split(),
}
CONTAINER_WORDS = {"sample", "item", "row", "data", "dict", "record", "example", "obj", "object", "json"}


def findings(tree, lines, missing):
    """Each as ``{"kind", "span", …}`` (src/core/ports.ts, ``PythonFinding``), in the order of their places;
    ``missing`` gives message and mend for a module that the sandbox lacks, and None for any other."""
    found = [*_imports(tree), *_constants(tree), *_unguarded(tree), *_text_parameters(tree), *_newer_nodes(tree)]
    found += _missing(tree, missing)
    described = [{"kind": kind, "span": _span(first, last, lines), **more} for kind, first, last, more in found]
    described += [{"kind": "newer_syntax", "span": span} for span in _newer_f_strings(tree, lines)]
    places = Places(lines)
    described += no_numbers(tree, places)
    described += swapped(tree, places)
    return sorted(described, key=lambda finding: (finding["span"]["line"], finding["span"]["column"]))


class Places:
    """Where nodes stand in the source, and what is written there."""

    def __init__(self, lines):
        self.lines = lines

    def __call__(self, node):
        return _span(node, node, self.lines)

    def text(self, node):
        """None where it is of several lines: elsewhere it would need parentheses."""
        span = self(node)
        if span["line"] != span["endLine"]:
            return None
        return self.lines[span["line"] - 1][span["column"] - 1 : span["endColumn"] - 1]


def _span(first, last, lines):
    return {
        "line": first.lineno,
        "column": column_of(lines, first.lineno, first.col_offset),
        "endLine": last.end_lineno,
        "endColumn": column_of(lines, last.end_lineno, last.end_col_offset),
    }


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _import(alias.name, alias)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            network = next(filter(_is_network, names), None)
            yield from _import(network or node.module, node)
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "urllib.request":
            yield "network", node, node, {"module": "urllib.request"}


def _missing(tree, missing):
    """Imports that a grade reaches whatever its row is, of modules that the sandbox lacks."""
    grade = grade_of(tree)
    pending = [(tree.body, False), (grade.body if isinstance(grade, ast.FunctionDef) else [], False)]
    while pending:
        statements, guarded = pending.pop()
        for node in statements:
            for name, place in _modules(node):
                words = missing(name)
                if words:
                    message, mend = words
                    yield "missing_module", place, place, {"message": message, "mend": mend, "guarded": guarded}
            if isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
                pending.append((node.body, guarded or bool(node.handlers)))
                pending.append((node.finalbody, guarded))
            elif isinstance(node, (ast.With, ast.ClassDef)):
                pending.append((node.body, guarded or isinstance(node, ast.With)))
            elif isinstance(node, (ast.Return, ast.Raise)):
                break


def _modules(node):
    if isinstance(node, ast.Import):
        return [(alias.name, alias) for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [(node.module, node)]
    return []


def _import(name, node):
    if _is_network(name):
        yield "network", node, node, {"module": name}
    elif name.partition(".")[0] not in sys.stdlib_module_names:
        yield "import", node, node, {"module": name.partition(".")[0]}


def _is_network(name):
    return any(name == module or name.startswith(module + ".") for module in NETWORK)


def _constants(tree):
    """``except`` clauses that return a number whatever happened."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler) or not isinstance(node.body[-1], ast.Return):
            continue
        returned = node.body[-1].value
        try:
            value = ast.literal_eval(returned) if returned else None
        except ValueError:
            continue
        if isinstance(value, (bool, int, float)) and not any(isinstance(part, ast.Raise) for part in ast.walk(node)):
            caught = _caught(node.type)
            broad = not caught or any(name in BROAD for name in caught)
            yield (
                "except_constant",
                node.body[-1],
                node.body[-1],
                {
                    "value": ast.unparse(returned),
                    "caught": caught,
                    "broad": broad,
                },
            )


def _caught(types):
    if types is None:
        return []
    return [ast.unparse(kind) for kind in (types.elts if isinstance(types, ast.Tuple) else [types])]


def _unguarded(tree):
    """A look into ``output_json``, which is None where the output is no JSON, that nothing before it tests."""
    for scope in ast.walk(tree):
        if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _unguarded_in(scope)


def _unguarded_in(function):
    own = list(_own_nodes(function))
    aliases = {
        target.id
        for node in own
        if isinstance(node, ast.Assign) and _is_output_json(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def is_value(node):
        return _is_output_json(node) or (isinstance(node, ast.Name) and node.id in aliases)

    guards = [test for node in own for test in _tests(node) if any(is_value(part) for part in ast.walk(test))]
    sheltered = {
        id(part)
        for node in own
        if isinstance(node, ast.Try) and node.handlers
        for statement in node.body
        for part in ast.walk(statement)
    }
    for node in own:
        if not isinstance(node, (ast.Subscript, ast.Attribute)) or not is_value(node.value):
            continue
        if id(node) not in sheltered and not any(_before(guard, node) for guard in guards):
            yield "json_unguarded", node, node, {"text": ast.unparse(node.value)}


def _own_nodes(function):
    """All nodes of a function but those of functions in it."""
    pending = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))


def _tests(node):
    if isinstance(node, (ast.If, ast.IfExp, ast.While, ast.Assert)):
        yield node.test
    elif isinstance(node, ast.BoolOp):
        yield node
    elif isinstance(node, getattr(ast, "Match", ())):
        yield node.subject


def _before(guard, node):
    """In a conditional expression the test stands behind what it guards, on one of the same lines."""
    return guard.lineno <= node.end_lineno


def _is_output_json(node):
    """``sample["output_json"]`` and ``sample.get("output_json")``."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and _is_key(node.slice)
    is_get = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    return is_get and isinstance(node.func.value, ast.Name) and len(node.args) == 1 and _is_key(node.args[0])


def _is_key(node):
    return isinstance(node, ast.Constant) and node.value == "output_json"


def _text_parameters(tree):
    """``grade(sample_text, reference_text)``: both arguments are dicts."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name != "grade":
            continue
        parameters = [*node.args.posonlyargs, *node.args.args]
        if len(parameters) == 2 and any(_sounds_like_text(parameter.arg) for parameter in parameters):
            names = [parameter.arg for parameter in parameters]
            if not _looked_into(node, names):
                yield "text_parameters", parameters[0], parameters[1], {"names": names}


def _sounds_like_text(name):
    words = name.lower().split("_")
    return words[-1] in TEXT_WORDS or (not CONTAINER_WORDS.intersection(words) and bool(TEXT_WORDS.intersection(words)))


def _looked_into(function, names):
    """Whether a parameter is used as a dict whatever its name."""
    for node in ast.walk(function):
        subject = node.value if isinstance(node, (ast.Subscript, ast.Attribute)) else None
        if not isinstance(subject, ast.Name) or subject.id not in names:
            continue
        if isinstance(node, ast.Attribute) and node.attr in ("get", "items", "keys", "values"):
            return True
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, str)
        ):
            return True
    return False


def _newer_nodes(tree):
    """Statements that Python has since 3.12: the hosted image's may be 3.11 (facts.md "Python")."""
    for node in ast.walk(tree):
        parameters = getattr(node, "type_params", None)
        if isinstance(node, getattr(ast, "TypeAlias", ())):
            yield "newer_syntax", node, node, {}
        elif parameters:
            yield "newer_syntax", parameters[0], parameters[-1], {}


def _newer_f_strings(tree, lines):
    """What may stand between the braces of an f-string since 3.12: its own quotes, backslashes, comments."""
    start = getattr(tokenize, "FSTRING_START", None)
    if start is None or not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree)):
        return
    quotes = []
    for token in tokenize.generate_tokens(iter([*(line + "\n" for line in lines[:-1]), lines[-1]]).__next__):
        text = token.string
        if token.type == tokenize.FSTRING_END:
            quotes.pop()
            continue
        around = quotes[:-1] if token.type == tokenize.FSTRING_MIDDLE else quotes
        if around and (token.type == tokenize.COMMENT or "\\" in text or any(quote in text for quote in around)):
            (line, column), (end_line, end_column) = token.start, token.end
            yield {"line": line, "column": column + 1, "endLine": end_line, "endColumn": end_column + 1}
        if token.type == start:
            quotes.append(text.lstrip("fFrR"))
