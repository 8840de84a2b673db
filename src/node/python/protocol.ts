import type { LockedPackage } from "../../core/grader/packageLock";
import type { PythonFinding, PythonOutcome, PythonParse } from "../../core/ports";

/**
 * What parent and child of the sandbox say to each other. Requests go as JSON lines on stdin, the child's
 * token first; answers come on descriptor 3, each line led by that token, which the Python side never sees.
 */

/** The child's first line. */
export interface StartRequest {
  readonly op: "start";
  /** Leads every answer. */
  readonly token: string;
  /** Modules and versions of the hosted image that this sandbox lacks. */
  readonly hostedPackages: Readonly<Record<string, string>>;
  /** Module → package, of those of them that can be got for it. */
  readonly obtainable: Readonly<Record<string, string>>;
  /** Files of wheels to unpack. */
  readonly wheels: readonly string[];
  /** Packages that sources may import. */
  readonly packages: readonly OfferedPackage[];
  /** Packages to compile and hand over in turn, in place of grading. */
  readonly compile?: readonly OfferedPackage[];
  readonly memoryMb: number;
  /** Whether the child was started in namespaces of its own. */
  readonly alone: boolean;
  /** The parent's process, as the parent knows it. */
  readonly parent: number;
  /** Whether the parent wants a snapshot to keep. */
  readonly makeSnapshot: boolean;
}

/** A package whose files the child may read. */
export interface OfferedPackage extends Omit<LockedPackage, "isPure"> {
  /** Names of all packages that it needs, however far. */
  readonly needs: readonly string[];
  /** Where it lies. */
  readonly wheel: string;
  /** The same with its modules compiled, where there is one. */
  readonly compiled?: string;
}

export type SandboxRequest =
  | { readonly op: "source"; readonly source: number; readonly text: string }
  | {
      readonly op: "grade";
      readonly id: number;
      readonly source: number;
      readonly sample: string;
      readonly item: string;
      readonly limitMs: number;
    }
  | { readonly op: "parse"; readonly id: number; readonly text: string };

/** An outcome without what the child does not know of itself. */
type WithoutRuntime<T> = T extends { readonly runtime: string } ? Omit<T, "runtime"> : T;
/** What Python said itself, or a sentence of ours (python/words.py) and the values for its places. */
export type PythonSentence = string | readonly [sentence: string, ...values: string[]];
export type GradeOutcome = WithoutRuntime<Exclude<PythonOutcome, { readonly kind: "unavailable" }>>;
interface Changed {
  /** What the grade was found to change in modules that it shares with others, by name. */
  readonly changed?: readonly string[];
}
/** An outcome whose sentences are not yet in the user's language. */
export type ChildOutcome =
  | (Omit<Extract<GradeOutcome, { kind: "score" }>, "notes"> &
      Changed & { readonly notes: readonly PythonSentence[] })
  | (Changed &
      Omit<Extract<GradeOutcome, { kind: "runtime_error" }>, "message" | "english" | "mend"> & {
        readonly message: PythonSentence;
        readonly mend?: PythonSentence;
      });
type Parse = WithoutRuntime<Exclude<PythonParse, { readonly kind: "unavailable" }>>;
type WithSentences<T> = T extends { readonly kind: "missing_module" }
  ? Omit<T, "message" | "mend"> & { readonly message: PythonSentence; readonly mend: PythonSentence }
  : T;
/** A finding whose sentences are not yet in the user's language. */
export type ChildFinding = WithSentences<PythonFinding>;
export type ChildParse =
  | Extract<Parse, { kind: "syntax_error" }>
  | (Omit<Extract<Parse, { kind: "parsed" }>, "findings"> & { readonly findings: readonly ChildFinding[] });

export type SandboxAnswer =
  /** The child runs: its machine lets it be started as it was. */
  | { readonly op: "begun" }
  /** The cage has holes: nothing is graded. */
  | { readonly op: "uncaged"; readonly holes: readonly string[] }
  /** `missingLayers`: what the machine does not give the cage. */
  | { readonly op: "ready"; readonly runtime: string; readonly missingLayers?: readonly string[] }
  /** So many raw bytes follow the line; only before `ready`, when no grader has run yet. */
  | { readonly op: "snapshot"; readonly bytes: number }
  | {
      readonly op: "graded";
      readonly id: number;
      readonly outcome: ChildOutcome;
      /** What went past Python's own streams to the descriptors. */
      readonly stdout?: string;
      readonly stderr?: string;
      /** Whether the grade changed what cannot be reset for the next one. */
      readonly spoiled: boolean;
      /** Files that the grade made, which are gone for the next one. */
      readonly newFiles?: readonly string[];
      /** Modules of packages that the source imports, and their versions. */
      readonly packages?: readonly (readonly [module: string, version: string])[];
      /** Size of Python's memory, which never shrinks. */
      readonly heapMb: number;
    }
  | { readonly op: "parsed"; readonly id: number; readonly parse: ChildParse }
  /** Python's machine broke while it did this; the child ends. */
  | { readonly op: "died"; readonly message: string };
