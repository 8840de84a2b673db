import * as vscode from "vscode";
import { addSubGrader, keysOf, newKeyFault } from "../../core/create/addSubGrader";
import type { GraderChange } from "../../core/edit/change";
import { keyFrom } from "../../core/edit/keys";
import { makeGrader } from "../../core/create/newGrader";
import { fieldsOfGrader } from "../../core/create/graderFields";
import { inferFields, type SampleFields } from "../../core/create/sampleFields";
import { wrapInMulti } from "../../core/edit/wrapInMulti";
import type { GraderType } from "../../core/grader/types";
import { readOpenGrader, type OpenGrader } from "../documents/documentGraders";
import { applyTextEdits } from "../documents/editGrader";
import { readPairedSamples } from "../samples/pairedSamples";
import { UserError } from "../platform/userError";
import { chooseType } from "./chooseType";
import { askText } from "../platform/ask";

/** What a sub-grader of a type is called where its author says nothing else. */
const USUAL_KEYS = {
  string_check: "exact",
  text_similarity: "close",
  python: "python",
  score_model: "quality",
  label_model: "tone",
  endpoint: "service",
} as const satisfies Partial<Record<GraderType, string>>;

type SubGraderType = keyof typeof USUAL_KEYS;
const SUB_GRADER_TYPES = Object.keys(USUAL_KEYS) as SubGraderType[];

/**
 * Asks for type and key and puts a complete sub-grader into a multi and its formula, as one undo step.
 * @returns its key; undefined when the user leaves
 */
export async function addSubGraderTo({
  document,
  grader: { base },
}: OpenGrader): Promise<string | undefined> {
  // Of a sub-grader its multi is meant.
  const open = readOpenGrader(document, base.at(-2) === "graders" ? base.slice(0, -2) : base);
  const possible = addSubGrader(open.grader, keyFrom("new", keysOf(open.grader.root)), new Map());
  if (possible.kind === "refused") throw new UserError(possible.reason);
  const title = vscode.l10n.t("Add Sub-grader");
  const type = await chooseType(title, SUB_GRADER_TYPES);
  if (!type) return undefined;
  const key = await askKey(title, open, type);
  if (key === undefined) return undefined;
  // The document may have changed while its author was asked.
  const { grader } = readOpenGrader(open.document, open.grader.base);
  const made = makeGrader(type, await fieldsFor(open));
  return apply(open, addSubGrader(grader, key, new Map([...made].filter(([field]) => field !== "name"))));
}

function askKey(title: string, open: OpenGrader, type: SubGraderType): Thenable<string | undefined> {
  return askText({
    title,
    prompt: vscode.l10n.t("Its key: the name that the formula calls it by"),
    value: keyFrom(USUAL_KEYS[type], keysOf(open.grader.root)),
    ignoreFocusOut: true,
    validateInput: (typed) => newKeyFault(readOpenGrader(open.document, open.grader.base).grader, typed),
  });
}

/** What the sub-graders beside it compare, else what the samples have. */
async function fieldsFor({ uri, grader }: OpenGrader): Promise<SampleFields> {
  const rows = (await readPairedSamples(uri).catch(() => undefined))?.rows ?? [];
  return rows.length > 0 ? inferFields(rows.map(({ sample }) => sample)) : fieldsOfGrader(grader);
}

/** Makes a grader the only sub-grader of a multi, as one undo step. @returns its key there */
export async function wrapGrader(open: OpenGrader): Promise<string> {
  return apply(open, wrapInMulti(open.grader));
}

async function apply({ uri, document, grader }: OpenGrader, change: GraderChange): Promise<string> {
  if (change.kind === "refused") throw new UserError(change.reason);
  await applyTextEdits(uri, change.edits);
  const { json } = readOpenGrader(document, grader.base).grader;
  const { start } = json.rangeOfKey(["graders", change.key]);
  const place = document.positionAt(start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
  return change.key;
}
