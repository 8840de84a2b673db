import { t } from "@vscode/l10n";
import { TESTING_CRITERIA } from "../grader/criteria";
import type { GraderDocument } from "../grader/document";
import { graderStem } from "../grader/fileNames";
import { JOB_GRADER } from "../grader/places";
import { nameOf } from "../grader/typeAndName";
import { JsonDocument } from "../json/document";
import { withEdits } from "../edit/change";
import { stemFrom } from "./fileName";
import { layoutOf } from "../edit/layout";
import { removeMember } from "../edit/members";
import { reindented } from "./reindent";

/** A grader that was a part of its document, as a file of its own, or why it can't be one. */
export type ExtractedGrader =
  | {
      readonly kind: "file";
      readonly text: string;
      /** What the file is called, without ending. */
      readonly stem: string;
      readonly ending: ".grader.json" | ".grader.jsonc";
    }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The text of a grader that is a part of its document, as a file of its own: comments stay, the indentation
 * moves to the edge, and the `id` that the Evals API gives its criteria is left out.
 */
export function extractGrader(document: GraderDocument): ExtractedGrader {
  const { json, base, root, type } = document;
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault) return refused(t("The JSON has to be mended first. {0}", fault.message));
  if (!root || type === undefined) return refused(t("This is no grader: it has no known type."));
  const range = json.rangeOf([]);
  const added = base.at(-2) === TESTING_CRITERIA ? removeMember(json, ["id"]) : [];
  const edits = added.map(({ range: { start, end }, newText }) => ({
    range: { start: start - range.start, end: end - range.start },
    newText,
  }));
  const layout = layoutOf(json, range);
  const own = reindented(withEdits(json.ownText, edits), layout, { ...layout, indent: "" });
  const text = own + layout.lineEnd;
  return { kind: "file", text, stem: extractedStem(document), ending: endingFor(text) };
}

function refused(reason: string): ExtractedGrader {
  return { kind: "refused", reason };
}

/** Only `.jsonc` takes trailing commas. */
function endingFor(text: string): ".grader.json" | ".grader.jsonc" {
  const { faults } = JsonDocument.read(text, { comments: true, trailingCommas: false });
  return faults.some(({ code }) => code === "json-syntax") ? ".grader.jsonc" : ".grader.json";
}

/** A job's grader is called as the job, so that it takes the same samples; others by their name or their key. */
function extractedStem({ name, base, root, type }: GraderDocument): string {
  if (base.join("/") === JOB_GRADER.join("/")) return graderStem(name);
  const key = base.at(-1);
  const words = nameOf(root) ?? (typeof key === "string" ? key : "");
  return stemFrom(words, type ?? "grader");
}
