/** What of the host each way out goes for. */
export interface Host {
  /** A file of the host. */
  readonly file: string;
  /** A Unix socket that listens. */
  readonly socket: string;
  /** Where a new socket would be made. */
  readonly newSocket: string;
}

const source = (...lines: readonly string[]) =>
  [
    "def grade(sample, item):",
    "    import sys; sys.meta_path.pop(0)",
    ...lines.map((line) => `    ${line}`),
    "",
  ].join("\n");

/**
 * Ways out of the sandbox as an auditor found them or one layer after the other is tried, each for a whole run
 * through a face: returns a number where it succeeds.
 */
export function waysOut({ file, socket, newSocket }: Host): Readonly<Record<string, string>> {
  return {
    "the native handle of a stream of Node's": source(
      "import ctypes, pyodide_js",
      "O = pyodide_js.FS.constructor; got = []; d = O.new(); d.set = got.append",
      'O.defineProperty(O.prototype, "handle", d)',
      'pyodide_js._module._emscripten_console_error(ctypes.addressof(ctypes.create_string_buffer(b"x")))',
      `return float(got[0].constructor.new(1).bind(${JSON.stringify(newSocket)}))`,
    ),
    "a library of its own": source(
      `code = bytes.fromhex("0061736d01000000000f0864796c696e6b2e3001040000000001050160000" + "17f03020100070f010b5079496e69745f736964650000" + "0a0601040041000b")`,
      'open("/tmp/side.so", "wb").write(code)',
      "import _imp, importlib.machinery as machinery",
      "try:",
      '    _imp.create_dynamic(machinery.ModuleSpec("side", None, origin="/tmp/side.so"))',
      "except SystemError:",
      "    return 1",
    ),
    "a Unix socket": source(
      "import socket",
      `socket.socket(socket.AF_UNIX).connect(${JSON.stringify(socket)})`,
      "return 1",
    ),
    "a file": source(`return float(len(open(${JSON.stringify(file)}).read()))`),
    "a program": source(
      "import subprocess",
      'return float(len(subprocess.run(["id"], capture_output=True).stdout))',
    ),
  };
}
