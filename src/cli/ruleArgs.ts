import { closest } from "../core/json/closest";
import { CODES, type ProblemCode } from "../core/validate/codes";
import { CHOICES, isLocked, type SeverityChoice } from "../core/validate/severities";
import { UsageError } from "./exitCodes";
import { choice } from "./optionValues";

/**
 * `--rule CODE=SEVERITY`.
 * @throws UsageError for what is no code or no severity, and for a code whose findings stay errors
 */
export function readRule(value: string): readonly [ProblemCode, SeverityChoice] {
  const [name = "", given] = value.split("=");
  if (given === undefined)
    throw new UsageError(`--rule takes CODE=${CHOICES.join("|")}: "${value}" is no such pair.`);
  const severity = choice(CHOICES)(given, `--rule ${name}`);
  const code = CODES.find((known) => known.code === name)?.code;
  if (code === undefined) throw new UsageError(unknownCode(name));
  if (isLocked(code) && severity !== "error")
    throw new UsageError(`--rule ${name}: a grader with this fault does not run, so it stays an error.`);
  return [code, severity];
}

function unknownCode(name: string): string {
  const near = closest(
    name,
    CODES.map(({ code }) => code),
  );
  const hint = near === undefined ? "docs/lint/README.md lists them." : `Did you mean ${near}?`;
  return `--rule: no finding has the code "${name}". ${hint}`;
}
