import { escape, type Escape } from "./escape";

/** `_ctypes` alone: `ctypes` ends the child when it is imported, since it makes a function for JavaScript. */
const MEMORY = [
  "import _ctypes",
  "class Word(_ctypes._SimpleCData): _type_ = 'L'",
  "def peek(address): return Word.from_address(address).value",
  "def poke(address, value): Word.from_address(address).value = value",
];
/** A class of Pyodide's that stands for JavaScript's objects: the type itself stays in memory. */
const PROXY = [
  "def kinds(kind):",
  "    for sub in type.__subclasses__(kind):",
  "        yield sub",
  "        yield from kinds(sub)",
  "proxy = next(kind for kind in kinds(object) if kind.__name__ == 'JsProxy')",
];
const LIBRARY = [
  "code = bytes.fromhex('0061736d01000000000f0864796c696e6b2e3001040000000001050160000' + '17f03020100070f010b5079496e69745f736964650000' + '0a0601040041000b')",
  "open('/tmp/side.so', 'wb').write(code)",
];
const call = (name: string, ...args: readonly string[]) => [
  "import _ctypes",
  `return 1 + 0 * _ctypes.call_function(_ctypes.dlsym(_ctypes.dlopen(None, 0), '${name}'), (${args.map((arg) => `${arg},`).join("")}))`,
];
/** A function of Emscripten's that C code could call, by its name. */
const imported = (name: string, ...args: readonly string[]) =>
  escape(`${name} by its name`, call(name, ...args), false);

/** What goes around Python, to the functions of JavaScript that its machine was given. */
export const MACHINE_ESCAPES: readonly Escape[] = [
  escape("a side module of the grader's own", [
    ...LIBRARY,
    "import importlib.machinery as machinery, importlib.util as util",
    "spec = util.spec_from_file_location('side', '/tmp/side.so', loader=machinery.ExtensionFileLoader('side', '/tmp/side.so'))",
    "try:",
    "    util.module_from_spec(spec)",
    "except SystemError:",
    "    return 1",
  ]),
  escape("a side module on the path", [
    ...LIBRARY,
    "import os, sys",
    "os.rename('/tmp/side.so', '/tmp/side.cpython-314-wasm32-emscripten.so')",
    "sys.path.insert(0, '/tmp')",
    "try:",
    "    import side",
    "except SystemError:",
    "    return 1",
  ]),
  escape("a side module by _imp", [
    ...LIBRARY,
    "import _imp, importlib.machinery as machinery",
    "try:",
    "    _imp.create_dynamic(machinery.ModuleSpec('side', None, origin='/tmp/side.so'))",
    "except SystemError:",
    "    return 1",
  ]),
  escape(
    "a side module by _ctypes",
    [...LIBRARY, "import _ctypes", "return float(_ctypes.dlopen('/tmp/side.so', 2) != 0)"],
    false,
  ),
  escape("functions of C by ctypes", ["import ctypes", "return ctypes.CDLL(None).getpid()"], false),
  escape(
    "Python's own functions by ctypes",
    ["import ctypes", "return ctypes.pythonapi.Py_IsInitialized()"],
    false,
  ),
  escape(
    "a function of Python for C",
    ["import ctypes", "ctypes.CFUNCTYPE(None)(print)()", "return 1"],
    false,
  ),
  imported("emscripten_run_script", "b'globalThis.escaped = 1'"),
  imported("emscripten_console_error", "b'x'"),
  imported("emscripten_create_worker", "b'data:,'"),
  imported("emscripten_set_timeout", "0", "0", "0"),
  imported("emscripten_websocket_new", "0"),
  imported("emscripten_asm_const_int", "0", "0", "0"),
  imported("raw_call_js", "0"),
  imported("JsProxy_GetAttr_js", "0", "0"),
  imported("glCreateShader", "0"),
  imported("SDL_Init", "0"),
  imported("proc_exit", "0"),
  escape(
    "a proxy made from its class",
    [...PROXY, "made = object.__new__(proxy)", "made.constructor", "return 1"],
    false,
  ),
  escape(
    "a proxy by copying",
    [...PROXY, "import copyreg", "made = copyreg.__newobj__(proxy)", "made.x", "return 1"],
    false,
  ),
  escape(
    "a forged proxy",
    [
      ...PROXY,
      ...MEMORY,
      "class Plain: __slots__ = tuple('abcdefgh')",
      "forged = Plain()",
      "poke(id(forged) + 4, id(proxy))",
      "for index in range(64):",
      "    poke(id(forged) + 8, index)",
      "    forged.constructor",
      "return 1",
    ],
    false,
  ),
  escape(
    "a forged proxy that is called",
    [
      ...PROXY,
      ...MEMORY,
      "class Plain: __slots__ = tuple('abcdefgh')",
      "forged = Plain()",
      "poke(id(forged) + 4, id(proxy))",
      "return float(repr(forged) != '')",
    ],
    false,
  ),
  escape(
    "a built-in turned to another function of the machine's",
    [
      ...MEMORY,
      "import _ctypes",
      "definition = peek(id(callable) + 8)",
      "before = peek(definition + 4)",
      "for index in range(12000, 16000):",
      "    poke(definition + 4, index)",
      "    callable(b'globalThis.escaped = 1')",
      "raise OSError",
    ],
    false,
  ),
  ...[
    "raw_call(print)",
    "to_js([1]).constructor",
    "to_js(print).constructor",
    "create_proxy(print)",
    "run_sync(print)",
  ].map((call) =>
    escape(
      `Pyodide's core, imported anew: ${call.replace(/\(.*/, call.includes("print)") ? " of a function" : "")}`,
      ["import _pyodide_core", `assert _pyodide_core.${call} is not None`, "return 1"],
      false,
    ),
  ),
  escape(
    "Pyodide's modules that the collector knows",
    [
      "import gc, types",
      "found = [one for one in gc.get_objects() if isinstance(one, types.FunctionType) and one.__name__ == 'run_js']",
      "return found[0]('process.pid')",
    ],
    false,
  ),
  escape("an accessor on the prototype of all objects", [
    "import pyodide_js",
    "objects = pyodide_js.FS.constructor",
    "property = objects.new()",
    "property.get = lambda: 1",
    "objects.defineProperty(objects.prototype, 'graders', property)",
    "return 1",
  ]),
  escape(
    "the handle of a stream of Node's",
    [
      "import ctypes, pyodide_js",
      "objects = pyodide_js.FS.constructor",
      "got = []",
      "property = objects.new()",
      "property.set = got.append",
      "objects.defineProperty(objects.prototype, 'handle', property)",
      "pyodide_js._module._emscripten_console_error(ctypes.addressof(ctypes.create_string_buffer(b'x')))",
      "return float(got[0].constructor.new(1).bind('graders.sock'))",
    ],
    false,
  ),
  escape("create_proxy", [
    "from pyodide.ffi import create_proxy",
    "create_proxy(print).destroy()",
    "return 1",
  ]),
  escape(
    "run_sync",
    ["from pyodide.ffi import run_sync", "import asyncio", "run_sync(asyncio.sleep(0))", "return 1"],
    false,
  ),
  escape("Pyodide's module", ["import pyodide_js", "assert pyodide_js._module", "return 1"]),
  escape(
    "an exception of JavaScript's",
    [
      "import pyodide_js",
      "try:",
      "    pyodide_js.FS.stat('/nothing')",
      "except Exception as error:",
      "    return float(error.js_error.constructor is not None)",
    ],
    false,
  ),
];
