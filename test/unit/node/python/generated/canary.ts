import { MODULES } from "./sources";

/**
 * A grader that returns what of the interpreter, its library and its files a row could have changed, as a number
 * that stays the same while nothing has. Names with an underscore are caches, modules come as others import them.
 */
export const CANARY = `
import ${MODULES.join(", ")}, atexit, tempfile, zlib
MODULES = ${JSON.stringify(MODULES)}
# Has it import what it imports when first asked.
collections.Counter("a").most_common(1)

def described(value):
    if isinstance(value, (bool, int, float, str, bytes, type(None))):
        return repr(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [described(one) for one in (sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, dict):
        return [(repr(key), described(one)) for key, one in value.items() if not isinstance(one, dict)]
    if isinstance(value, types.FunctionType):
        code = value.__code__
        return [code.co_name, zlib.crc32(code.co_code), described(value.__defaults__), described(value.__kwdefaults__), sorted(vars(value))]
    if isinstance(value, type):
        return [value.__qualname__, *((name, described(one)) for name, one in sorted(vars(value).items()) if not isinstance(one, type) and not name.startswith("_abc") and name not in ("__doc__", "__annotations_cache__", "__annotate_func__", "__static_attributes__", "__firstlineno__"))]
    return type(value).__name__

def names(module):
    for name, value in sorted(vars(module).items()):
        if not name.startswith("_") and not isinstance(value, types.ModuleType) and (module.__name__, name) not in OWN:
            yield name, described(value)

#: What the harness sets for each grade, or what counts by itself.
OWN = {("sys", "stdout"), ("sys", "stderr"), ("sys", "modules"), ("sys", "last_exc"), ("sys", "meta_path"), ("sys", "path_importer_cache"), ("linecache", "cache"), ("os", "environ"), ("random", "random")}

def files():
    for folder, folders, found in os.walk("/"):
        if folder.startswith(("/proc", "/dev")):
            continue
        for name in sorted([*folders, *found]):
            path = os.path.join(folder, name)
            status = os.lstat(path)
            yield path, status.st_mode, status.st_size if name in found else 0

def error_handler():
    try:
        return codecs.lookup_error("graders") is not None
    except LookupError:
        return False

def state():
    yield from ((name, list(names(sys.modules[name]))) for name in MODULES)
    yield csv.field_size_limit(), csv.list_dialects(), sys.get_int_max_str_digits(), sys.getrecursionlimit()
    yield sys.getswitchinterval(), sys.path, sys.gettrace(), sys.getprofile(), sys.argv, len(sys.meta_path)
    yield [sys.monitoring.get_tool(number) for number in range(6)], sys.excepthook is sys.__excepthook__
    yield repr(decimal.getcontext()), repr(decimal.DefaultContext), repr(decimal.BasicContext), error_handler()
    yield logging.getLevelName(5), len(logging.root.handlers), logging.root.level, sorted(logging.root.manager.loggerDict), logging.root.manager.disable
    yield [str(one[:1]) for one in warnings.filters], gc.isenabled(), gc.get_threshold(), len(gc.callbacks)
    yield sorted(os.environ.items()), os.getcwd(), list(files()), calendar.firstweekday(), atexit._ncallbacks()
    yield [repr(signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGUSR1)], sorted(map(repr, copyreg.dispatch_table))
    yield mimetypes.guess_type("a.graders"), sorted(email.charset.ALIASES), sorted(xml.etree.ElementTree._namespace_map.items())
    yield sorted(map(repr, sqlite3.adapters)), threading.excepthook.__name__, tempfile.tempdir, len([1, 2]), random.random() != 0.5

def grade(sample, item):
    number = 0
    for part in state():
        text = repr(part)
        if item.get("show"):
            print(zlib.crc32(text.encode()), text[:200])
        number = zlib.crc32(text.encode(), number)
    return number
`;
