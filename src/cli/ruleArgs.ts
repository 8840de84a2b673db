import { closest } from "../core/json/closest";
import { CODES, type ProblemCode } from "../core/validate/codes";
import { CHOICES, isLocked, type SeverityChoice, type SeverityChoices } from "../core/validate/severities";
import { oneOf } from "./argValues";
import { UsageError } from "./exitCodes";

/**
 * `--rule CODE=SEVERITY`, as often as wanted; of the same code the last one counts.
 * @throws UsageError for what is no code or no severity, and for a code whose findings stay errors
 */
export function readRuleArgs(values: readonly string[]): SeverityChoices {
  return new Map(values.map(readRule));
}

function readRule(value: string): [ProblemCode, SeverityChoice] {
  const [name = "", given] = value.split("=");
  const choice = oneOf(`--rule ${name}`, given, CHOICES);
  if (choice === undefined)
    throw new UsageError(`--rule takes CODE=${CHOICES.join("|")}: "${value}" is no such pair.`);
  const code = CODES.find((known) => known.code === name)?.code;
  if (code === undefined) throw new UsageError(unknownCode(name));
  if (isLocked(code) && choice !== "error")
    throw new UsageError(`--rule ${name}: a grader with this fault does not run, so it stays an error.`);
  return [code, choice];
}

function unknownCode(name: string): string {
  const near = closest(
    name,
    CODES.map(({ code }) => code),
  );
  const hint = near === undefined ? "docs/lint/README.md lists them." : `Did you mean ${near}?`;
  return `--rule: no finding has the code "${name}". ${hint}`;
}
