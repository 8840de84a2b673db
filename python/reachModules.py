"""The modules of which a source that only computes may use what is named here: no state of theirs changes by it."""

#: All of a module but these; each of them changes something that the next row would see, or hands out what could.
_ALL_BUT = {
    "abc": "update_abstractmethods",
    "array": "",
    "ast": "",
    "base64": "",
    "binascii": "",
    "bisect": "",
    "calendar": "setfirstweekday",
    "cmath": "",
    "collections": "",
    "collections.abc": "",
    "colorsys": "",
    "contextlib": "chdir redirect_stderr redirect_stdout",
    "copy": "",
    "csv": "field_size_limit register_dialect unregister_dialect",
    "dataclasses": "",
    "datetime": "",
    "decimal": "getcontext localcontext setcontext",
    "difflib": "",
    "enum": "global_enum",
    "fnmatch": "",
    "fractions": "",
    "functools": "singledispatch singledispatchmethod update_wrapper",
    "graphlib": "",
    "hashlib": "file_digest",
    "heapq": "",
    "hmac": "",
    "html": "",
    "html.parser": "",
    "ipaddress": "",
    "itertools": "",
    "json": "",
    "json.decoder": "",
    "json.encoder": "",
    "math": "",
    "numbers": "",
    "operator": "attrgetter methodcaller",
    "pprint": "",
    "quopri": "",
    "random": "",
    "re": "",
    "rapidfuzz": "",
    "rapidfuzz.distance": "",
    "rapidfuzz.distance.Indel": "",
    "rapidfuzz.distance.Levenshtein": "",
    "rapidfuzz.fuzz": "",
    "rapidfuzz.process": "",
    "rapidfuzz.utils": "",
    "reprlib": "",
    "rouge_score": "",
    "rouge_score.rouge_scorer": "",
    "secrets": "",
    "shlex": "",
    "statistics": "",
    "string": "Formatter",
    "struct": "",
    "textwrap": "",
    "time": "tzset",
    "typing": "evaluate_forward_ref get_overloads clear_overloads overload get_type_hints",
    "unicodedata": "",
    "urllib": "",
    "urllib.parse": "",
    "uuid": "getnode uuid1 uuid6",
    "xml": "",
    "xml.etree": "",
    "xml.etree.ElementTree": "register_namespace",
    "zlib": "",
}
#: Of these nothing but this.
_ONLY = {
    "codecs": "decode encode",
    "io": "BytesIO StringIO",
    "os": "path sep linesep",
    "os.path": "basename commonprefix dirname exists isabs isfile join normpath sep split splitext",
    "posixpath": "basename commonprefix dirname exists isabs isfile join normpath sep split splitext",
    "sys": "byteorder exit float_info maxsize maxunicode stderr stdout version version_info",
    "traceback": "format_exc format_exception format_exception_only print_exc print_exception",
    "types": "GenericAlias NoneType UnionType",
}

MODULES = frozenset([*_ALL_BUT, *_ONLY])
_denied = {name: frozenset(names.split()) for name, names in _ALL_BUT.items()}
_allowed = {name: frozenset(names.split()) for name, names in _ONLY.items()}


def allows(module, name):
    """Whether a source that only computes may use this name of this module."""
    if name.startswith("_") and name not in ("__name__", "__doc__", "__version__"):
        return False
    if module in _allowed:
        return name in _allowed[module]
    return module in _denied and name not in _denied[module]
