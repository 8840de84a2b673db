import type { OptionName } from "./options";

/** A command of the command line, and the options that it has. */
interface Command {
  readonly usage: string;
  /** A sentence or two. */
  readonly about: string;
  readonly options: readonly OptionName[];
}

export const PROVIDER = ["provider", "base-url", "timeout"] as const satisfies readonly OptionName[];
export const ENGINE = [
  ...(["judge", "judge-url", "judge-model", "no-judge-cache"] as const),
  ...(["metrics", "embeddings-url", "embeddings-model"] as const),
  ...(["python", "python-path", "wheels", "packages", "timeout", "concurrency"] as const),
] as const satisfies readonly OptionName[];

const SAMPLES = [
  "samples",
  "data",
  "map",
  "sample",
  "model-sample",
  "item",
  "row",
  "strict",
] as const satisfies readonly OptionName[];

export const COMMANDS = {
  validate: {
    usage: "validate FILE…",
    about: "what is wrong with graders, jobs, evals and rows; a folder stands for those in it",
    options: ["target", "max-warnings", "rule", ...PROVIDER, "format"],
  },
  run: {
    usage: "run FILE",
    about:
      "grade samples, those of NAME.samples.jsonl beside NAME.grader.json, NAME.job.json, NAME.eval.json (FILE#/json/pointer: one of the graders in it)",
    options: [...SAMPLES, "out", "force", ...PROVIDER, ...ENGINE, "format"],
  },
  resume: {
    usage: "resume DIR",
    about: "go on with a run that graders run --out DIR began, with the rows that it has no outcome of",
    options: ["format"],
  },
  preflight: {
    usage: "preflight GRADER --train FILE --valid FILE",
    about: "what would fail a fine-tuning job; its request, grader and all, by --job FILE",
    options: ["train", "valid", "job", "target", ...PROVIDER, "format"],
  },
  import: {
    usage: "import FILE…",
    about:
      "make grader, job and eval files of code in other languages, YAML, notebooks and scripts; exit code 1: not all came along",
    options: ["out", "force"],
  },
  serve: {
    usage: "serve",
    about: "grade for OpenAI clients: the API's own routes",
    options: ["port", "host", "recordings", "allow-endpoints", ...ENGINE],
  },
  packages: {
    usage: "packages list | add NAME… | remove NAME…",
    about: "packages of Pyodide's for the Python sandbox, such as sympy",
    options: ["packages", "mirror", "yes", "format"],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;
