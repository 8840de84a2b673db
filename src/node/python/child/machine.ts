import type { Gates } from "./gates";

/** The functions of Python's C API by which jobs go in and answers come out, as bytes: no object crosses. */
interface PythonExports {
  PyBytes_FromStringAndSize(bytes: number, length: number): number;
  PyBytes_AsString(bytes: number): number;
  PyBytes_Size(bytes: number): number;
  PyObject_CallOneArg(callable: number, argument: number): number;
  PyErr_Print(): void;
  Py_IncRef(object: number): void;
  Py_DecRef(object: number): void;
}

/** A file, folder or link in Emscripten's memory. */
export interface FileNode {
  readonly mode: number;
  /** A folder's nodes by their names, a file's bytes, or nothing. */
  readonly contents?: Readonly<Record<string, FileNode>> | Uint8Array | null;
  readonly usedBytes?: number;
  readonly link?: string;
  /** Set where another file system begins. */
  readonly mounted?: unknown;
  atime: number;
  mtime: number;
  ctime: number;
}

/** What a file system does with an open file. */
interface StreamOperations {
  write(stream: { readonly node: FileNode }, ...rest: unknown[]): number;
}

/** Emscripten's file system, as far as we use it. */
export interface FileSystem {
  readonly filesystems: {
    readonly MEMFS: {
      readonly stream_ops: StreamOperations;
      readonly ops_table: { readonly file: { readonly stream: StreamOperations } };
    };
  };
  readonly root: FileNode;
  readonly streams: unknown[];
  ignorePermissions: boolean;
  isDir(mode: number): boolean;
  cwd(): string;
  chdir(path: string): void;
  rmdir(path: string): void;
  lookupPath(path: string): { readonly node: FileNode };
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, device: number): unknown;
  unlink(path: string): void;
  open(path: string, flags: number): unknown;
  closeStream(descriptor: number): void;
}

/** Python's machine: its memory, its files and one function of the harness. */
export interface Machine {
  readonly files: FileSystem;
  readonly gates: Gates;
  /** All of Python's memory; another object after it grew. */
  readonly memory: () => Uint8Array;
  /** Where the harness's function lies in memory. */
  readonly dispatch: number;
  /**
   * Asks the harness. Throws what broke Python's machine, and where the harness itself failed: either way it
   * is of no more use.
   */
  ask(request: Uint8Array): Uint8Array;
}

interface Parts {
  readonly files: FileSystem;
  readonly gates: Gates;
  readonly exports: PythonExports;
  readonly memory: () => Uint8Array;
}

export type { PythonExports };

/** `dispatch` is the address of a Python function that takes bytes and returns bytes. */
export function makeMachine({ files, gates, exports, memory }: Parts, dispatch: number): Machine {
  return {
    files,
    gates,
    memory,
    dispatch,
    ask: (request) => {
      const argument = exports.PyBytes_FromStringAndSize(0, request.length);
      if (argument === 0) throw new Error("Python has no memory left for a request.");
      memory().set(request, exports.PyBytes_AsString(argument));
      const result = exports.PyObject_CallOneArg(dispatch, argument);
      if (result === 0) {
        exports.PyErr_Print();
        throw new Error("The harness failed.");
      }
      const start = exports.PyBytes_AsString(result);
      const answer = memory().slice(start, start + exports.PyBytes_Size(result));
      exports.Py_DecRef(result);
      exports.Py_DecRef(argument);
      return answer;
    },
  };
}
