"""What a look at ``grade`` itself shows: parameters in the wrong order, and results that are no number."""

import ast

from sandbox_parser import bindings, name_span
from sandbox_returns import own_nodes, returned

OUTPUT_WORDS = {
    *"sample output outputs completion response prediction predicted generation generated model candidate".split()
}
ITEM_WORDS = {
    *"item row example record datapoint entry reference expected target truth gold label ground".split(),
}
#: Fields that a sample has, and hardly a row of data.
OUTPUT_FIELDS = {"output_text", "output_json", "output_tools", "output_audio", "output_reasoning_summary"}
#: What people call the number in a dict that they return.
SCORE_KEYS = ("score", "reward")


def swapped(tree, span):
    """``grade(item, sample)``: the first argument is the sample, whatever its name."""
    grade = grade_of(tree)
    if grade is None:
        return
    parameters = [*getattr(grade.args, "posonlyargs", []), *grade.args.args]
    if len(parameters) != 2:
        return
    first, second = parameters
    if not _is_swapped(grade, first.arg, second.arg):
        return
    places = [span(first), span(second)]
    found = {"kind": "swapped_parameters", "names": [first.arg, second.arg], "span": {**places[0], **_end(places[1])}}
    # Who calls it by itself would have to be turned round too.
    if not _is_used(tree, grade):
        texts = [span.text(first), span.text(second)]
        found["edits"] = [
            {"span": place, "text": text} for place, text in zip(places, reversed(texts)) if text is not None
        ]
    yield found


def _end(span):
    return {"endLine": span["endLine"], "endColumn": span["endColumn"]}


def _is_used(tree, grade):
    """Whether the source itself mentions the function, but for ``grade = other``."""
    name = getattr(grade, "name", "grade")
    loads = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return "grade" in loads or loads.count(name) > (name != "grade")


def _is_swapped(grade, first, second):
    nodes = list(own_nodes(grade.body if isinstance(grade, ast.FunctionDef) else [grade.body]))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    if {first, second} & stored:
        return False
    reads = {name: {key for node in nodes for key in _keys_of(node, name)} for name in (first, second)}
    if reads[first] & OUTPUT_FIELDS:
        return False
    if _sounds_like(first, ITEM_WORDS) and _sounds_like(second, OUTPUT_WORDS):
        return True
    is_right = _sounds_like(first, OUTPUT_WORDS) or _sounds_like(second, ITEM_WORDS)
    return not is_right and bool(reads[second] & OUTPUT_FIELDS)


def _sounds_like(name, words):
    own = set(name.lower().split("_"))
    others = OUTPUT_WORDS if words is ITEM_WORDS else ITEM_WORDS
    return bool(own & words) and not own & others


def _keys_of(node, name):
    """The keys under which a node looks into a dict of that name."""
    key = None
    if isinstance(node, ast.Subscript) and _is_name(node.value, name):
        # Before Python 3.9 an index stands in a node of its own.
        key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
    elif _is_get(node) and _is_name(node.func.value, name):
        key = node.args[0]
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


def _is_get(node):
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_method and node.func.attr == "get" and bool(node.args)


def _is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


def no_numbers(tree, span):
    """Results that are no number: ``every`` where ``grade`` has no other."""
    grade = grade_of(tree)
    if grade is None:
        return
    end, leaves = returned(tree, grade)
    every = all(kind for _, kind in leaves)
    name = name_span(bindings_of(tree)[-1][0], span.lines)
    for node, kind in leaves:
        if kind:
            place = name if node is grade else span(node)
            edits = _mend(node, span)
            yield {"kind": "no_number", "type": kind, "every": every, "span": place, **edits}
    if end:
        yield {"kind": "no_return", "every": every, "span": name}


def _mend(node, span):
    """The number alone, where it stands there and fits into the line."""
    number = None
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        found = [value for key, value in zip(keys, node.values) if key in SCORE_KEYS]
        number = span.text(found[0]) if len(found) == 1 else None
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        number = _number_in(node.value)
    return {} if number is None else {"edits": [{"span": span(node), "text": number}]}


def _number_in(text):
    try:
        float(text)
    except ValueError:
        return None
    return text.strip() if text.strip().replace(".", "", 1).lstrip("+-").isdecimal() else None


def bindings_of(tree):
    return list(bindings(tree.body, conditional=False))


def grade_of(tree):
    """The function that ``grade`` certainly is: defined at top level, by ``def``, a lambda or another's name."""
    found = bindings_of(tree)
    if not found or found[-1][1]:
        return None
    node = found[-1][0]
    if isinstance(node, ast.Name):
        node = _named(tree, node)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        node = node.value
    if isinstance(node, ast.Lambda):
        return node
    return node if isinstance(node, ast.FunctionDef) and not node.decorator_list else None


def _named(tree, target):
    """``grade = other``, where ``other`` is one function of the source."""
    for statement in tree.body:
        if (
            isinstance(statement, ast.Assign)
            and statement.targets == [target]
            and isinstance(statement.value, ast.Name)
        ):
            functions = [node for node in tree.body if getattr(node, "name", None) == statement.value.id]
            return functions[0] if len(functions) == 1 else None
    return None
