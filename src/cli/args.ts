import type { Mapping } from "../core/dataset/mapping";
import type { MetricsProfile } from "../core/engine/metrics/profile";
import type { JudgeMode } from "../core/judge/judgeMode";
import type { PreflightTarget } from "../core/preflight/check";
import { PREFLIGHT_TARGETS } from "../core/preflight/check";
import type { ProviderId } from "../core/providerTable";
import type { SeverityChoices } from "../core/validate/severities";
import type { Target } from "../core/validate/target";
import { COMMANDS, ENGINE, PROVIDER, type CommandName } from "./commands";
import { UsageError } from "./exitCodes";
import { readImportArgs, type ImportArgs } from "./importArgs";
import { optional, readOptions, type Given, type Values } from "./options";
import { mappingOf } from "./mapArgs";
import { choice } from "./optionValues";

export type Format = "text" | "json";

export interface ProviderArgs {
  readonly provider: ProviderId;
  /** Base URL of a custom provider, or endpoint of a Foundry one. */
  readonly baseUrl?: string;
  readonly timeoutSeconds?: number;
}

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
  | ({ readonly from: "paired" } & FileArgs)
  | ({ readonly from: "file"; readonly file: string } & FileArgs)
  | { readonly from: "row"; readonly row: string }
  /** Without a text the row has no output. */
  | { readonly from: "text"; readonly modelSample?: string; readonly item?: string };

/** Which rows of a file, and how they become samples. */
interface FileArgs {
  readonly pick?: string;
  readonly map?: Mapping;
}

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
  /** Where the sandbox's packages are, if not in the user's cache. */
  readonly packages?: string;
  /** A Python of the user's that runs graders in place of the sandbox; empty for the one on PATH. */
  readonly interpreter?: string;
  readonly timeoutSeconds?: number;
  readonly concurrency?: number;
}

export interface RunArgs extends ProviderArgs, EngineArgs {
  readonly command: "run";
  readonly grader: string;
  readonly samples: SampleArgs;
  /** Whether one row that can't be graded keeps all from it. */
  readonly strict: boolean;
  readonly format: Format;
  /** Where the run is kept. */
  readonly keep?: KeepArgs;
}

export interface KeepArgs {
  readonly folder: string;
  /** Whether a run that is there gives way. */
  readonly force: boolean;
  /** Words of the command line that say how rows are graded: the run goes on with them. */
  readonly options: readonly string[];
}

export interface ResumeArgs {
  readonly command: "resume";
  readonly folder: string;
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

/** What to do with the sandbox's packages. */
export interface PackagesArgs {
  readonly command: "packages";
  readonly action: "list" | "add" | "remove";
  readonly names: readonly string[];
  readonly folder?: string;
  readonly mirror?: string;
  /** Whether nothing is asked. */
  readonly yes: boolean;
  readonly format: Format;
}

export type Args =
  | PackagesArgs
  | ValidateArgs
  | RunArgs
  | ResumeArgs
  | ServeArgs
  | PreflightArgs
  | ImportArgs
  /** `of`: the help of one command. */
  | { readonly command: "help"; readonly of?: CommandName }
  | { readonly command: "version" };

export interface PreflightArgs extends ProviderArgs {
  readonly command: "preflight";
  /** Guessed from the job where it is not given. */
  readonly target?: PreflightTarget;
  readonly training: string;
  readonly validation: string;
  readonly job?: string;
  /** The job's own grader where none is given. */
  readonly grader?: string;
  readonly format: Format;
}

type OptionsOf<Name extends CommandName> = (typeof COMMANDS)[Name]["options"][number];
const READERS: Readonly<Record<CommandName, (words: readonly string[]) => Args>> = {
  validate: reader("validate", readValidateArgs),
  run: reader("run", readRunArgs),
  resume: reader("resume", readResumeArgs),
  preflight: reader("preflight", readPreflightArgs),
  import: reader("import", readImportArgs),
  serve: reader("serve", readServeArgs),
  packages: reader("packages", readPackagesArgs),
};

/** @param read what the command's own options come to, together */
function reader<Name extends CommandName>(name: Name, read: (given: Given<OptionsOf<Name>>) => Args) {
  const options: readonly OptionsOf<Name>[] = COMMANDS[name].options;
  return (words: readonly string[]): Args => {
    const given = readOptions(words, options);
    return given.help ? { command: "help", of: name } : read(given);
  };
}

/**
 * Reads the command line (without `node` and the script).
 * @throws UsageError naming the word that is wrong and what would be right
 */
export function readArgs(argv: readonly string[]): Args {
  const [command, ...rest] = argv;
  if (command === undefined || command === "help" || command === "--help" || command === "-h")
    return { command: "help" };
  if (command === "--version" || command === "-V") return { command: "version" };
  if (isCommand(command)) return READERS[command](rest);
  const known = Object.keys(COMMANDS).join(", ");
  throw new UsageError(`"${command}" is no command of graders. Commands: ${known}. See graders --help.`);
}

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}

function readValidateArgs({ values, positionals }: Given<OptionsOf<"validate">>): ValidateArgs {
  if (positionals.length === 0) throw new UsageError("Name at least one grader file: graders validate FILE…");
  return {
    command: "validate",
    files: positionals,
    ...optional("maxWarnings", values["max-warnings"]),
    ...optional("target", values.target),
    // Of the same code the last one counts.
    rules: new Map(values.rule),
    ...readProviderArgs(values),
    format: values.format ?? "text",
  };
}

function readRunArgs(given: Given<OptionsOf<"run">>): RunArgs {
  const { values, positionals } = given;
  const [grader, extra] = positionals;
  if (grader === undefined) throw new UsageError("Name a grader file: graders run GRADER");
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one file too many: graders run takes one grader.`);
  return {
    command: "run",
    grader,
    samples: readSampleArgs(values),
    strict: values.strict === true,
    ...readEngineArgs(values),
    ...readProviderArgs(values),
    format: values.format ?? "text",
    ...optional("keep", readKeepArgs(given)),
  };
}

function readKeepArgs({ values, words }: Given<OptionsOf<"run">>): KeepArgs | undefined {
  const { out, force = false, samples, data, sample, row, "model-sample": text } = values;
  if (out === undefined) {
    if (force) throw new UsageError("--force goes with --out DIR, whose run it replaces.");
    return undefined;
  }
  if ((sample ?? row ?? text) !== undefined)
    throw new UsageError("--out keeps a run over a whole file: name it by --samples FILE.");
  if ((samples ?? data) === "-")
    throw new UsageError(
      "--out keeps a run over a file that is there when it goes on: standard input is not.",
    );
  for (const name of ["base-url", "judge-url", "embeddings-url"] as const) refuseSecrets(name, values[name]);
  return { folder: out, force, options: words(["map", ...PROVIDER, ...ENGINE]) };
}

/** What is kept is written into a file, and a key never is. */
function refuseSecrets(name: string, address: string | undefined): void {
  if (address === undefined || !URL.canParse(address)) return;
  const { username, password, search } = new URL(address);
  if (username + password + search !== "")
    throw new UsageError(
      `--${name}: the address would be kept in the run's folder, and a key in it too. Leave out what stands before @ and behind ?, and name keys by their variables.`,
    );
}

function readResumeArgs({ values, positionals }: Given<OptionsOf<"resume">>): ResumeArgs {
  const [folder, extra] = positionals;
  if (folder === undefined) throw new UsageError("Name the run's folder: graders resume DIR");
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one folder too many: graders resume takes one.`);
  return { command: "resume", folder, format: values.format ?? "text" };
}

function readServeArgs({ values, positionals }: Given<OptionsOf<"serve">>): ServeArgs {
  const [extra] = positionals;
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is too much: graders serve takes its graders by requests.`);
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
    ...optional("port", values.port),
    ...optional("host", values.host),
    ...optional("recordings", values.recordings),
    endpoints: (values["allow-endpoints"] ?? []).flat(),
    ...engine,
  };
}

function readPackagesArgs({ values, positionals }: Given<OptionsOf<"packages">>): PackagesArgs {
  const [word, ...names] = positionals;
  if (word === undefined) throw new UsageError("Say what to do: graders packages list, add or remove.");
  const action = choice(["list", "add", "remove"])(word, "graders packages");
  if (action === "list" && names[0] !== undefined)
    throw new UsageError(`"${names[0]}" is too much: graders packages list shows all that are here.`);
  if (action !== "list" && names.length === 0)
    throw new UsageError(`Name at least one package: graders packages ${action} NAME…`);
  return {
    command: "packages",
    ...{ action, names },
    ...optional("folder", values.packages),
    ...optional("mirror", values.mirror),
    yes: values.yes === true,
    format: values.format ?? "text",
  };
}

function readPreflightArgs({ values, positionals }: Given<OptionsOf<"preflight">>): PreflightArgs {
  const { train, valid, job, target } = values;
  const [grader, extra] = positionals;
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one file too many: graders preflight takes one grader.`);
  if (!train || !valid)
    throw new UsageError(
      "graders preflight needs both files of rows: --train train.jsonl --valid valid.jsonl.",
    );
  if (grader === undefined && !job)
    throw new UsageError("Name a grader file, or a job that has its grader in it: --job NAME.job.json.");
  return {
    command: "preflight",
    ...optional("target", target && choice(PREFLIGHT_TARGETS)(target, "--target")),
    training: train,
    validation: valid,
    ...optional("job", job),
    ...optional("grader", grader),
    ...readProviderArgs(values),
    format: values.format ?? "text",
  };
}

type ProviderValues = Values<"provider" | "base-url" | "timeout">;

function readProviderArgs({ provider = "engine", timeout, ...values }: ProviderValues): ProviderArgs {
  return {
    provider,
    ...optional("baseUrl", values["base-url"]),
    ...optional("timeoutSeconds", timeout),
  };
}

/** What both commands have that grade. */
type EngineValues = Values<OptionsOf<"run"> & OptionsOf<"serve">>;

function readEngineArgs(values: EngineValues): EngineArgs {
  return {
    judge: {
      ...optional("mode", values.judge),
      ...readServerArgs("--judge", values["judge-url"], values["judge-model"]),
      cache: values["no-judge-cache"] !== true,
    },
    embeddings: readServerArgs("--embeddings", values["embeddings-url"], values["embeddings-model"]),
    ...optional("metrics", values.metrics),
    ...optional("interpreter", readInterpreterArg(values)),
    ...optional("wheels", readOwnFolder("wheels", values)),
    ...optional("packages", readOwnFolder("packages", values)),
    ...optional("timeoutSeconds", values.timeout),
    ...optional("concurrency", values.concurrency),
  };
}

/** `OPTION-url` and `OPTION-model`: an OpenAI-compatible server and the model there. */
function readServerArgs(option: string, url: string | undefined, model: string | undefined) {
  if (model !== undefined && url === undefined)
    throw new UsageError(`${option}-model goes with ${option}-url, the server that has the model.`);
  return { ...optional("url", url), ...optional("model", model) };
}

function readInterpreterArg({
  python: runtime,
  "python-path": path,
}: Values<"python" | "python-path">): string | undefined {
  if (path !== undefined && runtime === "sandbox")
    throw new UsageError("--python-path goes with --python interpreter: the sandbox brings its own Python.");
  return path ?? (runtime === "interpreter" ? "" : undefined);
}

/** A folder of Python's packages, which only the sandbox takes. */
function readOwnFolder(
  name: "wheels" | "packages",
  values: Values<"wheels" | "packages" | "python" | "python-path">,
): string | undefined {
  const folder = values[name];
  if (folder !== undefined && readInterpreterArg(values) !== undefined)
    throw new UsageError(`--${name} is the sandbox's: a Python of yours has its own packages.`);
  return folder;
}

type SampleValues = Values<"samples" | "data" | "map" | "sample" | "row" | "model-sample" | "item">;

function readSampleArgs({ data, ...values }: SampleValues): SampleArgs {
  const { samples = data, sample, row, "model-sample": modelSample, item } = values;
  if (data !== undefined && samples !== data)
    throw new UsageError("--data and --samples name the same thing: use one of them.");
  const given = [samples, row, modelSample].filter((value) => value !== undefined);
  if (given.length > 1)
    throw new UsageError("Use one of --samples, --row and --model-sample: each names the samples.");
  if (sample !== undefined && (row ?? modelSample) !== undefined) {
    throw new UsageError("--sample picks a row of a samples file: use it with --samples, or alone.");
  }
  if (values.map !== undefined && (row ?? modelSample) !== undefined) {
    throw new UsageError("--map tells the columns of a samples file: use it with --samples, or alone.");
  }
  if (item !== undefined && (samples ?? sample ?? row) !== undefined) {
    throw new UsageError("--item goes with --model-sample, or alone: a row of a file has its own.");
  }
  if (modelSample === "-" && item === "-")
    throw new UsageError("Standard input can be --model-sample or --item, not both: use @FILE for one.");
  if (modelSample !== undefined || item !== undefined)
    return { from: "text", ...optional("modelSample", modelSample), ...optional("item", item) };
  if (row !== undefined) return { from: "row", row };
  const how = { ...optional("map", values.map && mappingOf(values.map)), ...optional("pick", sample) };
  return samples === undefined ? { from: "paired", ...how } : { from: "file", file: samples, ...how };
}
