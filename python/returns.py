"""What ``grade`` returns that is certainly no number, read from its syntax tree: nothing is run.

Only what holds whatever the row is counts: a literal, a call of a built-in or of a function of the source that
returns nothing else, a name that holds nothing else. What could be a number is passed over.
"""

import ast

#: Built-in functions by the type of what they return, where that is no number.
BUILTINS = {
    **{name: name for name in "dict list tuple set frozenset str bytes bytearray range zip map filter".split()},
    "repr": "str",
    "format": "str",
    "chr": "str",
    "ascii": "str",
    "sorted": "list",
    "dir": "list",
    "print": "None",
    "enumerate": "enumerate",
    "object": "object",
    "type": "type",
}
#: Methods of texts that give texts; the others give lists, or numbers.
TEXT_METHODS = {
    *"capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix".split(),
    *"replace rjust rstrip strip swapcase title translate upper zfill".split(),
}
LIST_METHODS = {"split", "rsplit", "splitlines"}
MODULE_CALLS = {"json.dumps": "str", "re.sub": "str", "re.findall": "list", "re.split": "list"}
DISPLAYS = {
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Tuple: "tuple",
    ast.GeneratorExp: "generator",
    ast.JoinedStr: "str",
    ast.Lambda: "function",
}
#: Expressions whose value is that of one of their parts.
CHOICES = {
    ast.NamedExpr: lambda node: [node.value],
    ast.BoolOp: lambda node: node.values,
    ast.IfExp: lambda node: [node.body, node.orelse],
}
#: What of a sample is never a number.
SAMPLE_FIELDS = {"output_text": "str", "output_tools": "list", "choices": "list"}
ENDS = {"exit", "quit", "sys.exit", "os._exit", "os.abort", "assert_never", "typing.assert_never"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.ClassDef, ast.Lambda)
DEEPEST = 40
#: Looks at expressions and functions; a source that needs more is not looked through.
MOST_STEPS = 20_000


def returned(tree, grade):
    """``(end, leaves)``: whether the end can be reached, and ``(node, type)`` of each thing that is returned; the
    type is None where it may be a number."""
    try:
        return Returns(tree, grade).of(grade)
    except RecursionError:
        return False, []


class Returns:
    def __init__(self, tree, grade):
        self.grade = grade
        self.steps = 0
        self.bound = _bound_names(tree)
        self.stars = "*" in self.bound
        self.functions = {node.name: node for node in tree.body if isinstance(node, FUNCTIONS)}
        self.visiting = []

    def of(self, function):
        if isinstance(function, ast.Lambda):
            return False, self._leaves(function.body, Scope(function, self.grade))
        scope = Scope(function, self.grade)
        if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in scope.nodes):
            return False, [(function, "generator")]
        found = []
        end = self._goes_on(function.body, found)
        leaves = []
        for node in found:
            leaves += self._leaves(node.value, scope) if node.value else [(node, "None")]
        return end, leaves

    def _goes_on(self, statements, found):
        """Whether what stands behind these may be reached; ``found`` gets the returns among them."""
        return all(self._passes(statement, found) for statement in statements)

    def _passes(self, node, found):
        if isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
            if isinstance(node, ast.Return):
                found.append(node)
            return False
        if isinstance(node, ast.If):
            return self._branches(node, found)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            return self._loops(node, found)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return self._goes_on(node.body, found)
        if isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
            return self._tries(node, found)
        if isinstance(node, getattr(ast, "Match", ())):
            ways = [self._goes_on(case.body, found) for case in node.cases]
            return any(ways) or not any(_takes_all(case) for case in node.cases)
        if isinstance(node, ast.Assert):
            return _constant(node.test) is not False
        return not (isinstance(node, ast.Expr) and self._ends(node.value))

    def _branches(self, node, found):
        test = _constant(node.test)
        body = test is not False and self._goes_on(node.body, found)
        other = test is not True and self._goes_on(node.orelse, found)
        return body or other

    def _loops(self, node, found):
        self._goes_on(node.body, found)
        endless = isinstance(node, ast.While) and _constant(node.test) is True
        return _breaks(node.body) or (not endless and self._goes_on(node.orelse, found))

    def _tries(self, node, found):
        last = []
        on = self._goes_on(node.finalbody, last)
        if not on:
            # A return in it goes before any other.
            found.extend(last)
            return False
        body = self._goes_on(node.body, found)
        ways = [body and self._goes_on(node.orelse, found)]
        ways += [self._goes_on(handler.body, found) for handler in node.handlers]
        return any(ways)

    def _ends(self, call):
        """Whether a call never comes back: of ``sys.exit``, or of a function that can only raise."""
        if not isinstance(call, ast.Call):
            return False
        if _dotted(call.func) in ENDS:
            return True
        function = self._known(call.func)
        if not isinstance(function, ast.FunctionDef):
            return False
        return self._within(function, lambda: self.of(function)) == (False, [])

    def _leaves(self, node, scope):
        """The things that an expression comes to, where it chooses between several."""
        if isinstance(node, ast.IfExp):
            return self._leaves(node.body, scope) + self._leaves(node.orelse, scope)
        if isinstance(node, ast.NamedExpr):
            return self._leaves(node.value, scope)
        return [(node, self._type(node, scope))]

    def _type(self, node, scope, depth=0):
        """The name of the type, where it is certain and no number's."""
        self.steps += 1
        if depth > DEEPEST or self.steps > MOST_STEPS:
            return None
        inner = depth + 1
        if type(node) in DISPLAYS:
            return DISPLAYS[type(node)]
        if isinstance(node, ast.Constant):
            return None if isinstance(node.value, (bool, int, float)) else _name_of(node.value)
        if type(node) in CHOICES:
            return _all_of(self._type(value, scope, inner) for value in CHOICES[type(node)](node))
        if isinstance(node, ast.Name):
            return self._of_name(node.id, scope, inner)
        if isinstance(node, ast.BinOp):
            return self._of_operator(node, scope, inner)
        if isinstance(node, ast.Call):
            return self._of_call(node, scope, inner)
        if isinstance(node, ast.Subscript):
            return SAMPLE_FIELDS.get(_key(node.slice)) if self._is_sample(node.value, scope) else None
        return None

    def _of_name(self, name, scope, depth):
        if name in scope.parameters[:2] and name not in scope.stores:
            return "dict"
        values = scope.values(name)
        if not values or name in self.bound["global"]:
            return None
        return _all_of(self._type(value, scope, depth) for value in values)

    def _of_operator(self, node, scope, depth):
        left = self._type(node.left, scope, depth)
        if left is None:
            return None
        if isinstance(node.op, ast.Mod):
            return left if left in ("str", "bytes") else None
        if isinstance(node.op, ast.Mult):
            number = isinstance(node.right, ast.Constant) and isinstance(node.right.value, int)
            return left if number and left in ("str", "list", "tuple") else None
        if isinstance(node.op, (ast.Add, ast.BitOr)) and left == self._type(node.right, scope, depth):
            return left if left in ("str", "list", "tuple", "dict", "set") else None
        return None

    def _of_call(self, node, scope, depth):
        name = _dotted(node.func)
        if name in BUILTINS and not self.stars and self.bound["count"].get(name, 0) == 0:
            # With three arguments it makes a class.
            return BUILTINS[name] if name != "type" or len(node.args) == 1 else None
        root = name.partition(".")[0]
        if name in MODULE_CALLS and root in self.bound["modules"] and self.bound["count"].get(root) == 1:
            return MODULE_CALLS[name]
        function = self._known(node.func)
        if isinstance(function, ast.FunctionDef):
            return self._within(function, lambda: self._of_function(function))
        if isinstance(node.func, ast.Attribute):
            return self._of_method(node, scope, depth)
        return None

    def _of_method(self, node, scope, depth):
        value, method = node.func.value, node.func.attr
        if method == "get" and node.args and self._is_sample(value, scope):
            others = [self._type(other, scope, depth) for other in node.args[1:]]
            return SAMPLE_FIELDS.get(_key(node.args[0])) if all(others) else None
        if self._type(value, scope, depth) != "str":
            return None
        return "str" if method in TEXT_METHODS else "list" if method in LIST_METHODS else None

    def _of_function(self, function):
        end, leaves = self.of(function)
        types = [kind for _, kind in leaves] + (["None"] if end else [])
        return _all_of(types) if types else None

    def _known(self, called):
        """The function of the source that a name can only mean."""
        if not isinstance(called, ast.Name) or self.bound["count"].get(called.id) != 1:
            return None
        function = self.functions.get(called.id)
        return function if function is not None and not function.decorator_list else None

    def _within(self, function, look):
        self.steps += 1
        if function in self.visiting or len(self.visiting) > DEEPEST or self.steps > MOST_STEPS:
            return None
        self.visiting.append(function)
        try:
            return look()
        finally:
            self.visiting.pop()

    @staticmethod
    def _is_sample(node, scope):
        name = node.id if isinstance(node, ast.Name) else None
        return scope.is_grade and name in scope.parameters[:1] and name not in scope.stores


class Scope:
    """The names of one function."""

    def __init__(self, function, grade):
        self.is_grade = function is grade
        arguments = function.args
        # Only ``grade`` is known to be given two dicts.
        self.parameters = [a.arg for a in [*getattr(arguments, "posonlyargs", []), *arguments.args]]
        if not self.is_grade:
            self.parameters = []
        body = [function.body] if isinstance(function, ast.Lambda) else function.body
        self.nodes = list(own_nodes(body))
        self.stores = {}
        self.assigned = {}
        for node in self.nodes:
            for name in _names_of(node):
                self.stores[name] = self.stores.get(name, 0) + 1
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and len(targets) == 1:
                (target,) = targets
                if isinstance(target, ast.Name):
                    self.assigned.setdefault(target.id, []).append(node.value)
        self.all_parameters = {a.arg for a in ast.walk(arguments) if isinstance(a, ast.arg)}

    def values(self, name):
        """All that a name of the function is ever given; nothing where it is bound in other ways too."""
        values = self.assigned.get(name, [])
        known = name not in self.all_parameters and self.stores.get(name) == len(values)
        return values if known else []


def own_nodes(body):
    """All nodes of a function but those within functions and classes in it."""
    pending = list(body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, SCOPES):
            pending.extend(ast.iter_child_nodes(node))


def _bound_names(tree):
    """How often each name is bound anywhere in the source, which are modules, and which functions share."""
    count, modules, shared = {}, set(), set()
    bound = {"count": count, "modules": modules, "global": shared}
    for node in ast.walk(tree):
        for name in _names_of(node):
            count[name] = count.get(name, 0) + 1
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names if not alias.asname)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            shared.update(node.names)
        if "*" in _names_of(node):
            bound["*"] = True
    return bound


def _names_of(node):
    """The names that a node itself binds."""
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    if isinstance(node, ast.arg):
        return [node.arg]
    # except … as name, and the patterns of match.
    name = getattr(node, "name", None) or getattr(node, "rest", None)
    return [name] if isinstance(name, str) else []


def _all_of(types):
    """The first of several types; None where one is not certain."""
    types = list(types)
    return types[0] if types and all(types) else None


def _name_of(value):
    return "None" if value is None else type(value).__name__


def _constant(test):
    return bool(test.value) if isinstance(test, ast.Constant) else None


def _key(node):
    # Before Python 3.9 an index stands in a node of its own.
    node = getattr(node, "value", node) if type(node).__name__ == "Index" else node
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _dotted(node):
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _takes_all(case):
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _breaks(body):
    """Whether a loop's body has a ``break`` of its own."""
    pending = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Break):
            return True
        if not isinstance(node, (*SCOPES, ast.For, ast.AsyncFor, ast.While)):
            pending.extend(ast.iter_child_nodes(node))
        elif not isinstance(node, SCOPES):
            # An inner loop's own; one in its else is ours.
            pending.extend(node.orelse)
    return False
