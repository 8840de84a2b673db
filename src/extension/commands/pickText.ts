import * as vscode from "vscode";
import { embeddedTexts, type EmbeddedKind, type EmbeddedText } from "../../core/embeddedText/places";
import { readPointer, writePointer } from "../../core/json/pointer";
import type { JsonPath } from "../../core/json/value";
import { UserError } from "../platform/userError";
import type { OpenGrader } from "../documents/documentGraders";
import { pick } from "../platform/ask";

/**
 * The Python source or prompt of a grader that is meant: the one at a pointer (from a CodeLens), the one at the
 * cursor, the only one, or the one that the user picks.
 *
 * @param at JSON Pointer, from the document's root, of the text, or of its grader
 * @returns undefined where the user picks none
 * @throws UserError where there is none
 */
export async function pickText(
  open: OpenGrader,
  kind: EmbeddedKind,
  at: unknown,
): Promise<EmbeddedText | undefined> {
  const all = embeddedTexts(open.grader).filter((text) => text.kind === kind);
  const wanted = typeof at === "string" ? (readPointer(at) ?? []) : undefined;
  const texts = wanted ? all.filter(({ path }) => startsWith(path, wanted)) : narrowed(open, all);
  const [first, ...more] = texts;
  if (!first) throw new UserError(noneWords(kind, open.grader.name));
  if (more.length === 0) return first;
  const picked = await pick(
    texts.map((text) => ({ ...itemOf(text, open), text })),
    {
      title: kind === "python" ? vscode.l10n.t("Which Python source?") : vscode.l10n.t("Which message?"),
      matchOnDetail: true,
    },
  );
  return picked?.text;
}

function startsWith(path: JsonPath, start: JsonPath): boolean {
  return start.every((step, index) => String(step) === String(path[index]));
}

function noneWords(kind: EmbeddedKind, name: string): string {
  return kind === "python"
    ? vscode.l10n.t("{0} has no Python grader.", name)
    : vscode.l10n.t("{0} has no message to a judge: only score_model and label_model have.", name);
}

/** The texts around the cursor, else those of the grader around it, else all. */
function narrowed({ document, grader }: OpenGrader, texts: readonly EmbeddedText[]): readonly EmbeddedText[] {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return texts;
  const cursor = document.offsetAt(editor.selection.active);
  const holds = (path: JsonPath) => {
    const { start, end } = grader.json.rangeOfMember(path.slice(grader.base.length));
    return start <= cursor && cursor <= end;
  };
  const around = texts.filter(({ path }) => holds(path));
  if (around.length > 0) return around;
  const within = texts.filter((text) => text.grader.length > grader.base.length && holds(text.grader));
  return within.length > 0 ? within : texts;
}

function itemOf(
  { kind, path, grader, role, text = "" }: EmbeddedText,
  open: OpenGrader,
): vscode.QuickPickItem {
  const key = grader.length > open.grader.base.length ? String(grader.at(-1)) : open.grader.name;
  const [line = ""] = text.trim().split(/[\r\n]/, 1);
  if (kind === "python") return { label: key, detail: line };
  const inside = path.slice(grader.length + 1);
  const [message, part] = inside.filter((step) => typeof step === "number").map((index) => index + 1);
  const which =
    part === undefined
      ? vscode.l10n.t("Message {0}, {1}", message ?? 1, role ?? "")
      : vscode.l10n.t("Message {0}, {1}, part {2}", message ?? 1, role ?? "", part);
  return { label: which, description: key, detail: line };
}

/** Throws where no text stands at the place, only another kind of value or none. */
export function needText(open: OpenGrader, text: EmbeddedText): EmbeddedText & { readonly text: string } {
  if (text.text !== undefined) return { ...text, text: text.text };
  throw new UserError(
    vscode.l10n.t(
      "{0} has no text at {1}. Write a string there, or run Insert Python File as Source.",
      open.grader.name,
      writePointer(text.path),
    ),
  );
}
