import { existsSync } from "node:fs";
import { resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { JUDGE_MODES } from "../core/judge/judgeMode";
import { closest } from "../core/json/closest";
import { orWords } from "../core/lists";
import { HOSTED, HOSTED_IDS, PROVIDER_IDS } from "../core/providerTable";
import { TARGETS } from "../core/validate/target";
import { UsageError } from "./exitCodes";
import {
  anyText,
  choice,
  judgeUrl,
  metricsProfile,
  origins,
  path,
  port,
  seconds,
  serverUrl,
  wholeNumber,
  type ReadValue,
} from "./optionValues";
import { readMapPair } from "./mapArgs";
import { readRule } from "./ruleArgs";

/** An option of the command line: what it takes, how that is read, and what the help says. */
export interface Option<Value = unknown> {
  /** What stands behind it in the help; absent: it takes nothing. */
  readonly takes?: string;
  readonly read: ReadValue<Value>;
  readonly help: string;
  /** Whether it names a file or folder: from another folder it is written in full. */
  readonly isPath?: boolean;
}

/** May be given more than once. */
interface ManyOption<Value> extends Option<Value> {
  readonly many: true;
}

const option = <Value>(takes: string, read: ReadValue<Value>, help: string): Option<Value> => ({
  takes,
  read,
  help,
});
const many = <Value>(takes: string, read: ReadValue<Value>, help: string): ManyOption<Value> => ({
  ...option(takes, read, help),
  many: true,
});
const flag = (help: string): Option<true> => ({ read: () => true, help });

/** Every option, whichever commands have it ({@link COMMANDS}). To add one is a line here and its name there. */
export const OPTIONS = {
  samples: option(
    "FILE|-",
    anyText,
    "other samples: JSON Lines, JSON, CSV, TSV or Parquet, .gz of the texts, - for standard input",
  ),
  data: option("FILE", anyText, "the same as --samples"),
  out: option(
    "DIR",
    path("the path of a folder"),
    "run: keep it there, row for row, so that graders resume DIR goes on; import: make the files there and not beside FILE",
  ),
  force: flag("replace what is there: the run, or the files"),
  map: many(
    "FIELD=COLUMN",
    readMapPair,
    "which column of the samples is output, label, group, name or item.NAME; dots lead into objects",
  ),
  sample: option("N|NAME", anyText, "only this row of it"),
  "model-sample": option(
    "TEXT|@FILE|-",
    anyText,
    "grade this output (- reads standard input; write @@ for a text that begins with @)",
  ),
  item: option(
    "JSON|@FILE",
    anyText,
    "the data row of --model-sample; alone, for a grader that reads no output",
  ),
  strict: flag("grade nothing where a row can't be read or lacks its output"),
  row: option("JSON|@FILE|-", anyText, "a whole row, as one line of a samples file"),
  provider: option(
    PROVIDER_IDS.join("|"),
    choice(PROVIDER_IDS),
    `where it runs: this machine, without a key (default), or a hosted API, whose key is in ${orWords(HOSTED_IDS.map((id) => HOSTED[id].key.variable))}`,
  ),
  "base-url": option("URL", anyText, "the Foundry endpoint, or a custom API's base"),
  judge: option(
    JUDGE_MODES.join("|"),
    choice(JUDGE_MODES),
    "judges are asked, or their answers come from NAME.judge.jsonl, or are asked and kept there",
  ),
  "judge-url": option("URL", judgeUrl, "an OpenAI-compatible base URL, no model of VS Code"),
  "judge-model": option("MODEL", anyText, "replaces the grader's (key: GRADERS_JUDGE_API_KEY)"),
  "no-judge-cache": flag("ask again even at temperature 0 or with a seed"),
  metrics: option(
    "tokenizer=T,smoothing=S",
    metricsProfile,
    "of bleu, gleu and meteor, such as tokenizer=split,smoothing=none",
  ),
  "embeddings-url": option("URL", serverUrl, "for cosine, any server like OpenAI's"),
  "embeddings-model": option("MODEL", anyText, "the model there (key: GRADERS_JUDGE_API_KEY)"),
  python: option(
    "sandbox|interpreter",
    choice(["sandbox", "interpreter"]),
    "caged (default), or in python3 of this machine",
  ),
  "python-path": {
    ...option("PATH", path("the path of a Python"), "another Python than python3"),
    isPath: true,
  },
  wheels: {
    ...option("DIR", path("the path of a folder"), "pure-Python wheels for the sandbox"),
    isPath: true,
  },
  packages: {
    ...option(
      "DIR",
      path("the path of a folder"),
      "where the sandbox's packages are kept (the user's cache)",
    ),
    isPath: true,
  },
  yes: flag("download without asking"),
  mirror: option("URL", serverUrl, "packages from here, not from Pyodide's own host (GRADERS_PACKAGES_URL)"),
  timeout: option("SECONDS", seconds, "time limit of one sample (120)"),
  concurrency: option("N", wholeNumber(1), "samples in flight, and models asked at once"),
  format: option("text|json", choice(["text", "json"]), 'json: one object a line, with "diagnostics"'),
  target: option(TARGETS.join("|"), choice(TARGETS), "what the grader is for"),
  "max-warnings": option("N", wholeNumber(), "fail above N warnings"),
  rule: many("CODE=SEVERITY", readRule, "another severity of a finding, or off (docs/lint)"),
  train: option("FILE", anyText, "the job's training rows"),
  valid: option("FILE", anyText, "the job's validation rows"),
  job: option("FILE", anyText, "the job's request, its grader and all"),
  port: option("N", port, "where to listen (4774)"),
  host: option("H", anyText, "the address to listen at (127.0.0.1)"),
  recordings: option("FILE", anyText, "recorded answers of judges"),
  "allow-endpoints": many("ORIGIN,…", origins, "endpoint graders that may be asked"),
} as const satisfies Readonly<Record<string, Option | ManyOption<unknown>>>;

export type OptionName = keyof typeof OPTIONS;

type ValueOf<Name extends OptionName> =
  (typeof OPTIONS)[Name] extends ManyOption<infer Value>
    ? readonly Value[]
    : (typeof OPTIONS)[Name] extends Option<infer Value>
      ? Value
      : never;

/** What was given of some options, read. */
export type Values<Name extends OptionName> = { readonly [Key in Name]?: ValueOf<Key> };

export interface Given<Name extends OptionName> {
  readonly values: Values<Name>;
  readonly positionals: readonly string[];
  readonly help: boolean;
  /** The same values as words that mean the same again, `--name=value`. */
  readonly words: (of: readonly OptionName[]) => readonly string[];
}

/**
 * Reads the words behind a command that has these options.
 * @throws UsageError naming the word that is wrong and what would be right
 */
export function readOptions<const Name extends OptionName>(
  words: readonly string[],
  names: readonly Name[],
): Given<Name> {
  const { values, positionals } = parse(words, names);
  const given: Readonly<Record<string, Word | readonly Word[] | undefined>> = values;
  const read = names.flatMap((name): [string, unknown][] => {
    const one = given[name];
    return one === undefined ? [] : [[name, readGiven(name, one)]];
  });
  return {
    values: Object.fromEntries(read) as Values<Name>,
    positionals,
    help: values.help === true,
    words: (of) => of.flatMap((name) => optionWords(name, given[name])),
  };
}

function optionWords(name: OptionName, given: Word | readonly Word[] | undefined): readonly string[] {
  if (given === undefined) return [];
  const { isPath = false }: Option = OPTIONS[name];
  const written = (word: Word) => (isPath ? fullPath(String(word)) : word);
  const one = (word: Word) => (word === true ? `--${name}` : `--${name}=${written(word)}`);
  return Array.isArray(given) ? given.map(one) : [one(given as Word)];
}

type Word = string | boolean;

/** A bare name may be a program on PATH. */
function fullPath(path: string): string {
  return path.includes(sep) || existsSync(path) ? resolve(path) : path;
}

function readGiven(name: OptionName, given: Word | readonly Word[]): unknown {
  const { read }: Option = OPTIONS[name];
  const one = (word: Word) => read(String(word), `--${name}`);
  return Array.isArray(given) ? given.map(one) : one(given as Word);
}

function parse(words: readonly string[], names: readonly OptionName[]) {
  const options = Object.fromEntries(names.map((name) => [name, configOf(OPTIONS[name])]));
  try {
    return parseArgs({
      args: [...words],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(`${parseErrorWords(error as Error, names)} See graders --help.`);
  }
}

function configOf(given: Option): { type: "string" | "boolean"; multiple: boolean } {
  return { type: given.takes === undefined ? "boolean" : "string", multiple: "many" in given };
}

/** Node's own words talk of an unknown option as of a file whose name begins with a dash. */
function parseErrorWords({ message }: Error, options: readonly string[]): string {
  const unknown = /^Unknown option '([^']+)'/.exec(message)?.[1];
  if (unknown === undefined) return message.replace(/\.?$/, ".");
  const near = closest(unknown.replace(/^-+/, ""), options);
  return `This command has no option ${unknown}.${near === undefined ? "" : ` Did you mean --${near}?`}`;
}

export function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
