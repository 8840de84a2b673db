import { t } from "@vscode/l10n";
import type { TextRange } from "../../json/document";
import { valueAt, type JsonPath } from "../../json/value";
import type { GraderDocument } from "../../grader/document";
import type { PlaceLink } from "./panelView";

/** `graders.judge.input[0].content`; "grader" for the root. */
export function pathLabel(path: JsonPath): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text === "" ? t("grader") : text.replace(/^\./, "");
}

const LONGEST_EXCERPT = 40;

/** A link to a value of the grader, or to characters of the decoded string there, which its label shows. */
export function graderPlace(document: GraderDocument, path: JsonPath, span?: TextRange): PlaceLink {
  const label = pathLabel(path);
  if (!span) return { label, place: { in: "grader", path } };
  const excerpt = excerptOf(valueAt(document.json.value, path), span);
  return {
    label: excerpt === "" ? label : `${label}: ${excerpt}`,
    place: { in: "grader", path, span: { start: span.start, end: span.end } },
  };
}

function excerptOf(value: unknown, { start, end }: TextRange): string {
  if (typeof value !== "string") return "";
  const text = value.slice(start, end).trim();
  return text.length > LONGEST_EXCERPT || text.includes("\n") ? "" : text;
}
