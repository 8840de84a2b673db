import { graderStem } from "../grader/fileNames";
import type { JsonPath } from "../json/value";
import type { EmbeddedKind } from "./places";

const EXTENSIONS: Readonly<Record<EmbeddedKind, string>> = { python: "py", prompt: "grader-prompt" };

/** Steps on the way to a grader that say nothing about which one it is. */
const TELLS_NOTHING: ReadonlySet<string | number> = new Set([
  "graders",
  "method",
  "reinforcement",
  "grader",
  "testing_criteria",
]);

const LONGEST = 80;

/**
 * What the file of a text is called in its tab: `math.exact.py` for the source of the sub-grader `exact` of
 * `math.grader.json`, `tone.1.grader-prompt` for the first message of `tone.grader.json`. Valid on every system.
 *
 * @param document the path of the grader's document
 */
export function embeddedFileName(document: string, kind: EmbeddedKind, path: JsonPath): string {
  return `${stemOf(document, kind, path)}.${EXTENSIONS[kind]}`;
}

function stemOf(document: string, kind: EmbeddedKind, path: JsonPath): string {
  const inside = kind === "python" ? path.lastIndexOf("source") : path.lastIndexOf("input");
  const grader = path
    .slice(0, inside)
    .filter((step, index) => path[index - 1] === "graders" || !TELLS_NOTHING.has(step));
  const message = kind === "prompt" ? path.slice(inside + 1).filter(isIndex) : [];
  // People count from 1.
  const steps = [...grader, ...message].map((step) => (isIndex(step) ? step + 1 : step));
  return [graderStem(document), ...steps]
    .map(fileNamePart)
    .join(".")
    .slice(0, LONGEST)
    .replace(/[. ]+$/, "");
}

function isIndex(step: string | number): step is number {
  return typeof step === "number";
}

function fileNamePart(step: string | number): string {
  return String(step).replace(/[\p{C}<>:"/\\|?*]/gu, "_");
}
