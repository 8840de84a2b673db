import type { ParseArgsConfig } from "node:util";
import { PREFLIGHT_TARGETS, type PreflightTarget } from "../core/preflight/check";
import {
  oneOf,
  optional,
  OPTIONS,
  parse,
  readFormat,
  readProviderArgs,
  type Format,
  type ProviderArgs,
} from "./argValues";
import { UsageError } from "./exitCodes";

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

const PREFLIGHT_OPTIONS = {
  ...OPTIONS,
  target: { type: "string" },
  train: { type: "string" },
  valid: { type: "string" },
  job: { type: "string" },
} as const satisfies ParseArgsConfig["options"];

/** Reads what follows `graders preflight`. @throws UsageError naming the word that is wrong */
export function readPreflightArgs(args: readonly string[]): PreflightArgs | { readonly command: "help" } {
  const { values, positionals } = parse(args, PREFLIGHT_OPTIONS);
  if (values.help) return { command: "help" };
  const { train, valid, job } = values;
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
    ...optional("target", oneOf("--target", values.target, PREFLIGHT_TARGETS)),
    training: train,
    validation: valid,
    ...optional("job", job),
    ...optional("grader", grader),
    ...readProviderArgs(values),
    format: readFormat(values.format),
  };
}
