import { t } from "@vscode/l10n";
import { isGraderFileName } from "../grader/fileNames";

/** What no file may be called on one system or another. */
const FORBIDDEN = /[\\:*?"<>|\u0000-\u001f]/;

/** The grader file that a typed name means, within a folder: `math`, `math.json` and `math.grader.json` are one. */
export function graderFileName(typed: string): string {
  const name = typed.trim().replace(/^(?:\.?\/)+/, "");
  if (isGraderFileName(`/${name}`)) return name;
  return `${name.replace(/\.(?:jsonc?|grader)$/i, "")}.grader.json`;
}

/** Why a typed name can't be a file's, for people; undefined where it can. */
export function fileNameFault(typed: string): string | undefined {
  const name = typed.trim();
  const parts = name.split("/");
  const forbidden = FORBIDDEN.exec(name)?.[0];
  if (name === "" || name.endsWith("/") || /^(?:\.json|\.grader\.jsonc?)$/.test(parts.at(-1) ?? ""))
    return t("Write a name, such as math.");
  if (forbidden !== undefined) return t("A name can't hold {0}.", forbidden);
  if (parts.includes("..")) return t("The file goes into this folder or one below it.");
  return undefined;
}

/** A file's stem made of any text: `exact-answer` of "Exact answer!". */
export function stemFrom(text: string, otherwise: string): string {
  const stem = text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .toLowerCase()
    .slice(0, LONGEST_STEM);
  return stem === "" ? otherwise : stem;
}

const LONGEST_STEM = 60;
