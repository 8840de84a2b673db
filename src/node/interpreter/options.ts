import type { Logger } from "../../core/ports";

export interface InterpreterOptions {
  /** The Python: a path, or a name to be found on PATH. 3.8 or newer. */
  readonly interpreter: string;
  /** The folder of our Python files, `dist/python`. */
  readonly pythonDir: string;
  /** Milliseconds for one grade. */
  readonly timeoutMs: number;
  /** Megabytes of address space for one child. */
  readonly memoryMb: number;
  /** Megabytes for one file that a grader writes. */
  readonly fileMb: number;
  /** Most children at once. */
  readonly poolSize: number;
  /** Where children get a folder of their own. */
  readonly tempDir: string;
  /** util-linux's `unshare`, which cuts the network off. */
  readonly unshare: string;
  readonly logger?: Logger;
}
