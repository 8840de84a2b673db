import type { PythonFrame, PythonPackage, SwallowedException } from "./result/runResult";

/**
 * What the outside supplies to core. Node's side of these is in src/node; tests use the same
 * implementations against real processes and servers.
 */

/** The part of `fetch` that we use; node-fetch, the host's and the browser's all have it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: "GET" | "HEAD" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Redirects are never followed silently: the caller decides. */
  readonly redirect: "manual";
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Time, so that retries and time limits can be driven by tests. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Messages for the log; texts of samples and answers only at `trace`, keys never. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A text file that grows by lines at its end, such as recorded answers of judges. */
export interface LineFile {
  /**
   * The whole text; undefined where there is no such file. A line whose writing broke off is a part of it.
   * @throws an error with words for the user where it can't be read as text
   */
  read(): Promise<string | undefined>;
  /**
   * Adds a line, given without its line feed, and makes the file where there is none. Lines keep the order in which
   * they were given, whoever gives them in this process, and none is put behind one that was never ended.
   * @throws an error with words for the user where the line was not kept
   */
  append(line: string): Promise<void>;
}

/** Runs `grade(sample, item)` of python graders, isolated from this process. */
export interface PythonRunner {
  /** Parses a source without executing it. */
  parse(source: string, signal: AbortSignal): Promise<PythonParse>;
  /** Never throws for what the source did; throws the signal's reason when aborted. */
  grade(request: PythonRequest, signal: AbortSignal): Promise<PythonOutcome>;
  /** Ends every process. */
  dispose(): Promise<void>;
}

export interface PythonRequest {
  readonly source: string;
  /** JSON text of the first argument, as written by the user: Python reads the digits itself. */
  readonly sample: string;
  /** JSON text of the second argument. */
  readonly item: string;
}

/** One-based line and column in the source; columns count code points, ends are exclusive. */
export interface PythonSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type PythonParse =
  | { readonly kind: "syntax_error"; readonly message: string; readonly span: PythonSpan }
  | {
      readonly kind: "parsed";
      readonly grade: PythonGradeFunction | undefined;
      readonly findings?: readonly PythonFinding[];
      readonly runtime: string;
    }
  | PythonUnavailable;

/** How the source binds the name `grade` at top level. */
export interface PythonGradeFunction {
  readonly span: PythonSpan;
  /** Whether two positional arguments fit; undefined where a static look can't tell (an assigned name, a decorator, an import). */
  readonly takesTwo: boolean | undefined;
  /** Names of the positional parameters. */
  readonly parameters: readonly string[];
  readonly isAsync: boolean;
}

/** What a look at the source shows beside its syntax. */
export type PythonFinding = { readonly span: PythonSpan } & (
  | {
      /** `import`: of a module that is not in the standard library; `network`: use of one for the network. */
      readonly kind: "import" | "network";
      readonly module: string;
    }
  | {
      /** An `except` whose last statement returns a constant. */
      readonly kind: "except_constant";
      readonly value: string;
      readonly caught: readonly string[];
      /** Whether it catches everything. */
      readonly broad: boolean;
    }
  /** A look into `output_json` that nothing before it tests. */
  | { readonly kind: "json_unguarded"; readonly text: string }
  /** Parameters of `grade` that are named as if they were texts. */
  | { readonly kind: "text_parameters"; readonly names: readonly string[] }
  /** Syntax that Python has since 3.12. */
  | { readonly kind: "newer_syntax" }
  | {
      /** An import that a grade reaches, of a module that the hosted image has and this runtime lacks. */
      readonly kind: "missing_module";
      readonly message: string;
      readonly mend: string;
      /** Whether the source catches what the import raises. */
      readonly guarded: boolean;
    }
  /** Parameters of `grade` in the wrong order. */
  | {
      readonly kind: "swapped_parameters";
      readonly names: readonly string[];
      readonly edits?: readonly PythonEdit[];
    }
  | {
      /** A result of `grade` that is no number, by Python's name of its type. */
      readonly kind: "no_number";
      readonly type: string;
      /** Whether no result of `grade` is one. */
      readonly every: boolean;
      readonly edits?: readonly PythonEdit[];
    }
  /** The end of `grade` without a `return`. */
  | { readonly kind: "no_return"; readonly every: boolean }
);

/** A change of a Python source. */
export interface PythonEdit {
  readonly span: PythonSpan;
  readonly text: string;
}

/** The runtime itself could not do its work; `type` is for `python_grader_server_error_type`. */
export interface PythonUnavailable {
  readonly kind: "unavailable";
  readonly type: "local_sandbox_error" | "untrusted_workspace" | "timeout";
  readonly message: string;
  readonly mend: string;
}

interface PythonOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly runtime: string;
  /** What the source imports beside the standard library, where that is the user's own. */
  readonly packages?: readonly PythonPackage[];
  /** Packages in whose place the source was given compatible modules of ours. */
  readonly substitutes?: readonly string[];
  /** What the source's own code caught and let go. */
  readonly swallowed?: readonly SwallowedException[];
}

export type PythonOutcome =
  | ({
      readonly kind: "score";
      readonly value: number;
      /** Python's name of what was returned, such as "float", "int", "bool". */
      readonly returned: string;
      /** Remarks on the run, one sentence each. */
      readonly notes: readonly string[];
    } & PythonOutput)
  | ({
      readonly kind: "runtime_error";
      /** One line: what went wrong. */
      readonly message: string;
      /** The message for the API's details, where it is in another language. */
      readonly english?: string | undefined;
      readonly mend?: string;
      /** The traceback as Python prints it, only frames of grader.py. */
      readonly traceback: string;
      readonly frames: readonly PythonFrame[];
    } & PythonOutput)
  | PythonUnavailable;
