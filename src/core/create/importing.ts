import { t } from "@vscode/l10n";
import { placeholdersIn } from "../grader/placeholders";
import { nameOf } from "../grader/typeAndName";
import { isArray, type JsonObject } from "../json/value";
import { writePrettyJson } from "../json/write";
import { stemFrom } from "./fileName";
import { readAnyText } from "./paste/readAnyText";
import type { PasteNote } from "./paste/readPasted";

/** A file that an import makes. */
export interface ImportedFile {
  readonly name: string;
  readonly text: string;
  /** What is in it, for people. */
  readonly what: string;
}

/** What a file of elsewhere comes to; without files the reason is told. */
export interface Imported {
  readonly files: readonly ImportedFile[];
  readonly notes: readonly PasteNote[];
  readonly reason?: string;
}

/**
 * Makes grader, job and eval files of a text of another kind: code, YAML, a notebook, a shell's script. An eval's
 * criteria stay in the eval; a job's grader is written for itself too, so that it can be run and shared.
 *
 * @param path what the text is called: what has no name of its own gets its stem
 */
export async function importText(path: string, text: string): Promise<Imported> {
  const pasted = await readAnyText(text.replace(/^\ufeff/, ""));
  if (pasted.kind === "nothing") return { files: [], notes: [], reason: pasted.reason };
  const stem = stemOf(path);
  const taken = new Set<string>();
  const wholes = pasted.wholes.map((whole) => wholeFile(whole, stem, taken));
  const hasEval = pasted.wholes.some(isEvalObject);
  const graders = pasted.graders
    .filter(({ isCriterion }) => !(isCriterion && hasEval))
    .map(({ grader, type }): ImportedFile => {
      const name = freeName(stemFrom(nameOf(grader) ?? "", stem), "grader", taken);
      const written = `${writePrettyJson(grader)}\n`;
      const gaps = new Set(placeholdersIn(written).map((each) => each.name));
      const what = gaps.size === 0 ? type : t("{0}, to be filled in: {1}", type, [...gaps].join(", "));
      return { name, text: written, what };
    });
  return { files: [...graders, ...wholes], notes: pasted.notes };
}

function isEvalObject(whole: JsonObject): boolean {
  return isArray(whole.get("testing_criteria"));
}

function wholeFile(whole: JsonObject, stem: string, taken: Set<string>): ImportedFile {
  const isOfEval = isEvalObject(whole);
  const base = isOfEval ? stemFrom(nameOf(whole) ?? "", stem) : stem;
  return {
    name: freeName(base, isOfEval ? "eval" : "job", taken),
    text: `${writePrettyJson(whole)}\n`,
    what: isOfEval ? t("the eval as a whole") : t("the job as a whole"),
  };
}

/** `math` of `folder/math.job.yaml`. */
function stemOf(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return stemFrom(file.replace(/(?:\.(?:job|eval|grader))?\.\w+$/, ""), "imported");
}

function freeName(stem: string, kind: "grader" | "eval" | "job", taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const name = `${count === 1 ? stem : `${stem}-${count}`}.${kind}.json`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
