import type { ParseArgsConfig } from "node:util";
import {
  DEFAULT_METRICS_PROFILE,
  SMOOTHINGS,
  TOKENIZERS,
  type MetricsProfile,
} from "../core/engine/metrics/profile";
import { JUDGE_MODES, type JudgeMode } from "../core/judge/judgeMode";
import type { SeverityChoices } from "../core/validate/severities";
import { TARGETS, type Target } from "../core/validate/target";
import {
  count,
  oneOf,
  optional,
  OPTIONS,
  parse,
  readFormat,
  readProviderArgs,
  readTimeout,
  type Format,
  type ProviderArgs,
} from "./argValues";
import { UsageError } from "./exitCodes";
import { readRuleArgs } from "./ruleArgs";
import { readPreflightArgs, type PreflightArgs } from "./preflightArgs";

const PYTHON_RUNTIMES = ["sandbox", "interpreter"] as const;

export interface ValidateArgs extends ProviderArgs {
  readonly command: "validate";
  readonly files: readonly string[];
  readonly maxWarnings?: number;
  readonly target?: Target;
  /** Severities in place of the usual ones. */
  readonly rules: SeverityChoices;
  readonly format: Format;
}

/** Where the samples come from; `paired` is the samples file beside the grader. */
export type SampleArgs =
  | { readonly from: "paired"; readonly pick?: string }
  | { readonly from: "file"; readonly file: string; readonly pick?: string }
  | { readonly from: "row"; readonly row: string }
  | { readonly from: "text"; readonly modelSample: string; readonly item?: string };

/** How the engine grades. */
export interface EngineArgs {
  readonly judge: {
    readonly mode?: JudgeMode;
    readonly url?: string;
    readonly model?: string;
    /** Whether answers that shall be the same each time may come from the user's cache. */
    readonly cache: boolean;
  };
  /** The server that cosine asks. */
  readonly embeddings: { readonly url?: string; readonly model?: string };
  readonly metrics?: MetricsProfile;
  /** A folder of pure-Python wheels for the sandbox. */
  readonly wheels?: string;
  /** A Python of the user's that runs graders in place of the sandbox; empty for the one on PATH. */
  readonly interpreter?: string;
  readonly timeoutSeconds?: number;
  readonly concurrency?: number;
}

export interface RunArgs extends ProviderArgs, EngineArgs {
  readonly command: "run";
  readonly grader: string;
  readonly samples: SampleArgs;
  readonly format: Format;
}

export interface ServeArgs extends EngineArgs {
  readonly command: "serve";
  readonly port?: number;
  /** Where to listen; loopback unless given. */
  readonly host?: string;
  /** Answers of judges, replayed or kept. */
  readonly recordings?: string;
  /** Origins whose endpoint graders are asked; no other is. */
  readonly endpoints: readonly string[];
}

export type Args =
  ValidateArgs | RunArgs | ServeArgs | PreflightArgs | { readonly command: "help" | "version" };

const VALIDATE_OPTIONS = {
  ...OPTIONS,
  "max-warnings": { type: "string" },
  target: { type: "string" },
  rule: { type: "string", multiple: true },
} as const satisfies ParseArgsConfig["options"];

const ENGINE_OPTIONS = {
  judge: { type: "string" },
  "judge-url": { type: "string" },
  "judge-model": { type: "string" },
  "no-judge-cache": { type: "boolean" },
  "embeddings-url": { type: "string" },
  "embeddings-model": { type: "string" },
  metrics: { type: "string" },
  python: { type: "string" },
  "python-path": { type: "string" },
  wheels: { type: "string" },
  concurrency: { type: "string" },
} as const satisfies ParseArgsConfig["options"];

const RUN_OPTIONS = {
  ...OPTIONS,
  ...ENGINE_OPTIONS,
  samples: { type: "string" },
  sample: { type: "string" },
  row: { type: "string" },
  "model-sample": { type: "string" },
  item: { type: "string" },
} as const satisfies ParseArgsConfig["options"];

const SERVE_OPTIONS = {
  ...ENGINE_OPTIONS,
  help: OPTIONS.help,
  timeout: OPTIONS.timeout,
  port: { type: "string" },
  host: { type: "string" },
  recordings: { type: "string" },
  "allow-endpoints": { type: "string", multiple: true },
} as const satisfies ParseArgsConfig["options"];

/**
 * Reads the command line (without `node` and the script).
 * @throws UsageError naming the word that is wrong and what would be right
 */
export function readArgs(argv: readonly string[]): Args {
  const [command, ...rest] = argv;
  if (command === undefined || command === "help" || command === "--help" || command === "-h")
    return { command: "help" };
  if (command === "--version" || command === "-V") return { command: "version" };
  if (command === "validate") return readValidateArgs(rest);
  if (command === "run") return readRunArgs(rest);
  if (command === "serve") return readServeArgs(rest);
  if (command === "preflight") return readPreflightArgs(rest);
  throw new UsageError(
    `"${command}" is no command of graders. Commands: validate, run, preflight, serve. See graders --help.`,
  );
}

function readValidateArgs(args: readonly string[]): Args {
  const { values, positionals } = parse(args, VALIDATE_OPTIONS);
  if (values.help) return { command: "help" };
  if (positionals.length === 0) throw new UsageError("Name at least one grader file: graders validate FILE…");
  return {
    command: "validate",
    files: positionals,
    ...optional("maxWarnings", count("--max-warnings", values["max-warnings"])),
    ...optional("target", oneOf("--target", values.target, TARGETS)),
    rules: readRuleArgs(values.rule ?? []),
    ...readProviderArgs(values),
    format: readFormat(values.format),
  };
}

function readRunArgs(args: readonly string[]): Args {
  const { values, positionals } = parse(args, RUN_OPTIONS);
  if (values.help) return { command: "help" };
  const [grader, extra] = positionals;
  if (grader === undefined) throw new UsageError("Name a grader file: graders run GRADER");
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one file too many: graders run takes one grader.`);
  return {
    command: "run",
    grader,
    samples: readSampleArgs(values),
    ...readEngineArgs(values),
    ...readProviderArgs(values),
    format: readFormat(values.format),
  };
}

const LAST_PORT = 65_535;

function readServeArgs(args: readonly string[]): Args {
  const { values, positionals } = parse(args, SERVE_OPTIONS);
  if (values.help) return { command: "help" };
  const [extra] = positionals;
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is too much: graders serve takes its graders by requests.`);
  const port = count("--port", values.port);
  if (port !== undefined && port > LAST_PORT) throw new UsageError(`--port ends at ${LAST_PORT}.`);
  const engine = readEngineArgs(values);
  if (engine.interpreter !== undefined)
    throw new UsageError(
      "graders serve runs Python in the sandbox only: whoever reaches its port could run programs as you.",
    );
  const { mode } = engine.judge;
  if ((mode === "replay" || mode === "record") && values.recordings === undefined)
    throw new UsageError(`--judge ${mode} needs --recordings FILE.`);
  return {
    command: "serve",
    ...optional("port", port),
    ...optional("host", values.host),
    ...optional("recordings", values.recordings),
    endpoints: (values["allow-endpoints"] ?? []).flatMap(readOrigins),
    ...engine,
  };
}

function readOrigins(list: string): readonly string[] {
  return list.split(",").map((text) => readOrigin(text.trim()));
}

/** An address that has more than an origin would allow more than it says. */
function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new UsageError(
    `--allow-endpoints takes origins such as http://localhost:9000, with commas between: "${text}" is none.`,
  );
}

interface EngineValues extends JudgeValues {
  readonly "embeddings-url"?: string | undefined;
  readonly "embeddings-model"?: string | undefined;
  readonly metrics?: string | undefined;
  readonly python?: string | undefined;
  readonly "python-path"?: string | undefined;
  readonly wheels?: string | undefined;
  readonly timeout?: string | undefined;
  readonly concurrency?: string | undefined;
}

function readEngineArgs(values: EngineValues): EngineArgs {
  return {
    judge: readJudgeArgs(values),
    embeddings: readServerArgs("--embeddings", values["embeddings-url"], values["embeddings-model"]),
    ...optional("metrics", readMetricsArg(values.metrics)),
    ...optional("interpreter", readInterpreterArg(values)),
    ...optional("wheels", readWheelsArg(values)),
    ...optional("timeoutSeconds", readTimeout(values.timeout)),
    ...optional("concurrency", count("--concurrency", values.concurrency, 1)),
  };
}

interface JudgeValues {
  readonly judge?: string | undefined;
  readonly "judge-url"?: string | undefined;
  readonly "judge-model"?: string | undefined;
  readonly "no-judge-cache"?: boolean | undefined;
}

function readJudgeArgs(values: JudgeValues): EngineArgs["judge"] {
  const { judge, "judge-url": url, "judge-model": model, "no-judge-cache": noCache = false } = values;
  if (/^vscode\b/.test(url ?? ""))
    throw new UsageError(
      "VS Code's own models judge only inside VS Code: --judge-url takes an OpenAI-compatible server.",
    );
  return {
    ...optional("mode", oneOf("--judge", judge, JUDGE_MODES)),
    ...readServerArgs("--judge", url, model),
    cache: !noCache,
  };
}

/** `OPTION-url` and `OPTION-model`: an OpenAI-compatible server and the model there. */
function readServerArgs(option: string, url: string | undefined, model: string | undefined) {
  if (model !== undefined && url === undefined)
    throw new UsageError(`${option}-model goes with ${option}-url, the server that has the model.`);
  if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    throw new UsageError(
      `${option}-url takes an address such as http://localhost:11434/v1: "${url}" is none.`,
    );
  return { ...optional("url", url), ...optional("model", model) };
}

function readInterpreterArg(values: EngineValues): string | undefined {
  const path = values["python-path"];
  const runtime = oneOf("--python", values.python, PYTHON_RUNTIMES);
  if (path === "") throw new UsageError("--python-path takes the path of a Python.");
  if (path !== undefined && runtime === "sandbox")
    throw new UsageError("--python-path goes with --python interpreter: the sandbox brings its own Python.");
  return path ?? (runtime === "interpreter" ? "" : undefined);
}

function readWheelsArg({ wheels, ...values }: EngineValues): string | undefined {
  if (wheels === "") throw new UsageError("--wheels takes the path of a folder.");
  if (wheels !== undefined && readInterpreterArg(values) !== undefined)
    throw new UsageError("--wheels is the sandbox's: a Python of yours has its own packages.");
  return wheels;
}

/** `tokenizer=…,smoothing=…`, either or both. */
function readMetricsArg(value: string | undefined): MetricsProfile | undefined {
  if (value === undefined) return undefined;
  const { tokenizer, smoothing, ...others } = Object.fromEntries(
    value.split(",").map((part): [string, string] => {
      const [name = "", setting = ""] = part.split("=");
      return [name.trim(), setting.trim()];
    }),
  );
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new UsageError(`--metrics takes tokenizer=…,smoothing=…: "${other}" is neither.`);
  return {
    tokenizer: oneOf("--metrics tokenizer", tokenizer, TOKENIZERS) ?? DEFAULT_METRICS_PROFILE.tokenizer,
    smoothing: oneOf("--metrics smoothing", smoothing, SMOOTHINGS) ?? DEFAULT_METRICS_PROFILE.smoothing,
  };
}

interface SampleValues {
  readonly samples?: string | undefined;
  readonly sample?: string | undefined;
  readonly row?: string | undefined;
  readonly "model-sample"?: string | undefined;
  readonly item?: string | undefined;
}

function readSampleArgs(values: SampleValues): SampleArgs {
  const { samples, sample, row, "model-sample": modelSample, item } = values;
  const given = [samples, row, modelSample].filter((value) => value !== undefined);
  if (given.length > 1)
    throw new UsageError("Use one of --samples, --row and --model-sample: each names the samples.");
  if (sample !== undefined && (row ?? modelSample) !== undefined) {
    throw new UsageError("--sample picks a row of a samples file: use it with --samples, or alone.");
  }
  if (item !== undefined && modelSample === undefined) {
    throw new UsageError("--item goes with --model-sample.");
  }
  if (modelSample === "-" && item === "-")
    throw new UsageError("Standard input can be --model-sample or --item, not both: use @FILE for one.");
  if (modelSample !== undefined) return { from: "text", modelSample, ...optional("item", item) };
  if (row !== undefined) return { from: "row", row };
  const pick = optional("pick", sample);
  return samples === undefined ? { from: "paired", ...pick } : { from: "file", file: samples, ...pick };
}
