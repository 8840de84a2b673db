import { t } from "@vscode/l10n";
import { LineIndex } from "../../json/lines";
import { commonStart } from "./align";
import { characterAt } from "./characters";

/** Where two texts part, in one sentence; undefined for equal texts. Lines and columns count from 1, columns in code points. */
export function firstDifference(input: string, reference: string): string | undefined {
  if (input === reference) return undefined;
  const at = commonStart(input, reference);
  const common = input.slice(0, at);
  const { line, character } = new LineIndex(common).positionOf(at);
  const column = Array.from(common.slice(at - character)).length + 1;
  return t(
    "First difference: line {0}, column {1}: {2} against {3}.",
    line + 1,
    column,
    characterAt(input, at),
    characterAt(reference, at),
  );
}
