import { escape, type Escape } from "./escape";

const FUNCTION = "to_js([1]).constructor.constructor";
const NEEDS_TO_JS = "from pyodide.ffi import to_js";
const HAS = (path: string) => ["import pyodide_js", `assert pyodide_js.${path}`, "return 1"];

/** What goes by JavaScript's objects, and by what Python's own library offers. */
export const JAVASCRIPT_ESCAPES: readonly Escape[] = [
  escape("the environment through js", ["import js", "print(js.process.env.GRADERS_CANARY)", "return 1"]),
  escape("js.fetch", ["import js", "assert js.fetch", "return 1"]),
  escape("js.eval", ["import js", "return js.eval('process.pid')"]),
  escape("js.Object.constructor", ["import js", "return js.Object.constructor('return process.pid')()"]),
  escape("run_js", ["from pyodide.code import run_js", "return run_js('process.pid')"]),
  escape("run_js and import()", [
    "from pyodide.code import run_js",
    "run_js(\"import('node:fs')\")",
    "return 1",
  ]),
  escape("run_js and process.binding", [
    "from pyodide.code import run_js",
    "assert run_js(\"process.binding('fs') != null\")",
    "return 1",
  ]),
  escape("Function through the constructor of an object", [
    "import pyodide_js",
    "return pyodide_js.FS.constructor.constructor('return process.pid')()",
  ]),
  escape("Function and import() through the constructor of an object", [
    "import pyodide_js",
    "pyodide_js.FS.constructor.constructor('return import(\"node:child_process\")')()",
    "return 1",
  ]),
  escape(
    "an object's constructor's own way to globalThis",
    ["import pyodide_js", "return pyodide_js.FS.constructor.constructor.prototype.call().process.pid"],
    false,
  ),
  escape("Function through to_js", [NEEDS_TO_JS, `return ${FUNCTION}('return process.pid')()`]),
  escape("Function and import()", [
    NEEDS_TO_JS,
    `${FUNCTION}('return import("node:child_process")')()`,
    "return 1",
  ]),
  escape(
    "Function through a proxy that the collector knows",
    [
      "import gc",
      "found = [o for o in gc.get_objects() if 'JsProxy' in type(o).__name__ and not isinstance(o, type)]",
      "return found[0].constructor.constructor('return process.pid')()",
    ],
    false,
  ),
  escape("mountNodeFS", [
    "import pyodide_js, os",
    "pyodide_js.mountNodeFS('/host', os.path.dirname(item['canary']))",
    "print(open('/host/canary.txt').read())",
    "return 1",
  ]),
  escape("FS.mount of NODEFS", [
    "import pyodide_js, os",
    "fs = pyodide_js.FS",
    "fs.mkdir('/host2')",
    "options = fs.constructor.new()",
    "options.root = os.path.dirname(item['canary'])",
    "fs.mount(fs.filesystems.NODEFS, options, '/host2')",
    "print(open('/host2/canary.txt').read())",
    "return 1",
  ]),
  escape("NODEFS", HAS("FS.filesystems.NODEFS")),
  escape("PROXYFS", HAS("_module.FS.filesystems.PROXYFS")),
  escape("loadBinaryFile", HAS("_api.loadBinaryFile")),
  escape("loadDynlib", HAS("_api.loadDynlib"), false),
  escape("loadPackage", HAS("loadPackage")),
  escape("registerJsModule", HAS("registerJsModule")),
  escape("unpackArchive", HAS("unpackArchive")),
  escape("emscripten_run_script", [
    "import ctypes",
    "ctypes.CDLL(None).emscripten_run_script(b'globalThis.escaped = 1')",
    "return 1",
  ]),
  escape("emscripten_run_script_int", [
    "import ctypes",
    "return ctypes.CDLL(None).emscripten_run_script_int(b'process.pid')",
  ]),
  escape(
    "globalThis as the receiver of a call site",
    [
      "import pyodide_js",
      "objects = pyodide_js.FS.constructor",
      "try:",
      "    objects.constructor('return (')",
      "except Exception as error:",
      "    kind = objects.getPrototypeOf(error.js_error.constructor)",
      "sites = []",
      "kind.prepareStackTrace = lambda error, stack: sites.extend(stack)",
      "kind.new('x').stack",
      "assert sites",
      "return max(site.getThis().process.pid for site in sites if site.getThis())",
    ],
    false,
  ),
  escape("a file of the host", ["print(open(item['canary']).read())", "return 1"], false),
  escape(
    "a socket",
    ["import socket", "socket.create_connection(('127.0.0.1', item['port']), 2).sendall(b'x')", "return 1"],
    false,
  ),
  escape(
    "urllib",
    [
      "import urllib.request",
      "urllib.request.urlopen(f\"http://127.0.0.1:{item['port']}/\", timeout=2).read()",
      "return 1",
    ],
    false,
  ),
  escape("subprocess", ["import subprocess", "subprocess.run(['id'], check=True)", "return 1"], false),
  escape("os.system", ["import os", "assert os.system('id') == 0", "return 1"], false),
  escape("os.fork", ["import os", "return os.fork() + 1"], false),
  escape("os.execv", ["import os", "os.execv('/bin/true', ['true'])", "return 1"], false),
  escape("a thread", ["import threading", "threading.Thread(target=print).start()", "return 1"], false),
  escape(
    "a signal to the parent",
    ["import os, signal", "os.kill(os.getppid(), signal.SIGTERM)", "return 1"],
    false,
  ),
  escape("js.process.kill", ["import js", "js.process.kill(js.process.ppid, 0)", "return 1"]),
  escape("pyodide.http.pyfetch", [
    "from pyodide.http import pyfetch",
    "pyfetch(f\"http://127.0.0.1:{item['port']}/\").send(None)",
    "return 1",
  ]),
  escape(
    "pyodide.http.open_url",
    [
      "from pyodide.http import open_url",
      "open_url(f\"http://127.0.0.1:{item['port']}/\").read()",
      "return 1",
    ],
    false,
  ),
  escape(
    "a datagram",
    [
      "import socket",
      "datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
      "return datagrams.sendto(b'x', ('127.0.0.1', item['port']))",
    ],
    false,
  ),
  escape(
    "a socket that listens",
    ["import socket", "socket.create_server(('127.0.0.1', 0)).listen()", "return 1"],
    false,
  ),
  escape("the environment through /proc", ["print(open('/proc/self/environ').read())", "return 1"], false),
  escape("writing over a file of the host", ["open(item['canary'], 'r+').write('x')", "return 1"], false),
  escape(
    "importing from a folder of the host",
    ["import os, sys", "sys.path.insert(0, os.path.dirname(item['canary']))", "import canary", "return 1"],
    false,
  ),
  escape(
    "the descriptors on which answers leave",
    [
      "import os",
      "for descriptor in range(3, 64):",
      "    try:",
      "        return os.write(descriptor, b'forged\\n')",
      "    except OSError:",
      "        pass",
      "raise OSError",
    ],
    false,
  ),
  escape("micropip", ["import micropip", "return 1"], false),
];
