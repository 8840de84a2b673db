"""What a grade changed in the modules that its source imports: the names of modules and of their classes."""

import sys

_MOST = 5
#: The harness's own doing.
_OURS = {"sys.stdout", "sys.stderr"}


def remember(modules):
    """How these modules are now: each name with its value."""
    return {name: _names(sys.modules[name]) for name in modules if name in sys.modules}


def changed(before):
    """The first few names that have another value than in ``before``, are new or are gone."""
    found = []
    for module, names in before.items():
        now = _names(sys.modules[module]) if module in sys.modules else {}
        for name in [*names, *(name for name in now if name not in names)]:
            if names.get(name, found) is not now.get(name, found):
                found.append(f"{module}.{name}")
    return [name for name in found if name not in _OURS][:_MOST]


def _names(module):
    names = dict(vars(module))
    for kind in list(names.values()):
        if isinstance(kind, type) and kind.__module__.partition(".")[0] == module.__name__.partition(".")[0]:
            names.update((f"{kind.__qualname__}.{name}", value) for name, value in vars(kind).items())
    return names
