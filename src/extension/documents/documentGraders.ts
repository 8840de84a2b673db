import type * as vscode from "vscode";
import { graderAt, type GraderDocument } from "../../core/grader/document";
import { gradableBases, graderPlaces } from "../../core/grader/places";
import { JsonDocument } from "../../core/json/document";
import { writePointer } from "../../core/json/pointer";
import type { JsonPath } from "../../core/json/value";
import { partTitle } from "../../core/report/panel/partTitle";
import { isEmbeddedFile } from "../platform/embeddedFiles";
import { graderUri } from "../platform/graderUri";

/** A grader with the document that it stands in. */
export interface OpenGrader {
  /** The grader's identity: its document's URI, with its place where it is a part of the document. */
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  readonly grader: GraderDocument;
}

/** @param base where the grader stands in the document; the whole of it where absent */
export function readOpenGrader(document: vscode.TextDocument, base: JsonPath = []): OpenGrader {
  const { json, graders } = readText(document);
  const pointer = writePointer(base);
  const grader = graders.get(pointer) ?? graderAt(fileNameOf(document.uri), json, base);
  graders.set(pointer, grader);
  return { uri: graderUri(document.uri, base), document, grader };
}

/** Every grader of a document by itself, a job's and each criterion of an eval included. */
export function gradersOf(document: vscode.TextDocument): readonly OpenGrader[] {
  const anywhere = isEmbeddedFile(document);
  const places = graderPlaces(document.uri.path, readText(document).json.value, { anywhere });
  return places.map(({ base }) => readOpenGrader(document, base));
}

/** The grader whose text holds a position. */
export function graderAround(
  document: vscode.TextDocument,
  position: vscode.Position,
): OpenGrader | undefined {
  const offset = document.offsetAt(position);
  return gradersOf(document).find(({ grader: { base, json } }) => {
    if (base.length === 0) return true;
    const { start, end } = json.rangeOf([]);
    return json.root !== undefined && start <= offset && offset <= end;
  });
}

/**
 * What is validated and run of a document: an eval as a whole, else each grader.
 * @param anywhere whether any object that looks like a grader counts
 */
export function gradableOf(
  document: vscode.TextDocument,
  { anywhere = isEmbeddedFile(document) }: { anywhere?: boolean } = {},
): readonly OpenGrader[] {
  const bases = gradableBases(document.uri.path, readText(document).json.value, { anywhere });
  return bases.map((base) => readOpenGrader(document, base));
}

/** What people call a grader: its file, and where it is a part of it which: `x.job.json › grader`. */
export function titleOf({ document, grader }: OpenGrader): string {
  return [fileNameOf(document.uri), partTitle(grader)].filter(Boolean).join(" › ");
}

/** The same of a text that the document may come to have. */
export function gradableInText(document: vscode.TextDocument, text: string): readonly OpenGrader[] {
  const json = readJson(document, text);
  const anywhere = isEmbeddedFile(document);
  return gradableBases(document.uri.path, json.value, { anywhere }).map((base) => ({
    uri: graderUri(document.uri, base),
    document,
    grader: graderAt(fileNameOf(document.uri), json, base),
  }));
}

/** The last part of a URI's path: what people call the file. */
export function fileNameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

interface ReadText {
  readonly version: number;
  readonly trailingCommas: boolean;
  readonly json: JsonDocument;
  /** By the pointer of their base. */
  readonly graders: Map<string, GraderDocument>;
}

/** Every provider asks after each key: a text is read once. */
const texts = new WeakMap<vscode.TextDocument, ReadText>();

function readText(document: vscode.TextDocument): ReadText {
  const { version } = document;
  const trailingCommas = hasTrailingCommas(document);
  const known = texts.get(document);
  if (known?.version === version && known.trailingCommas === trailingCommas) return known;
  const json = readJson(document, document.getText());
  const read = { version, trailingCommas, json, graders: new Map<string, GraderDocument>() };
  texts.set(document, read);
  return read;
}

/** Comments are allowed in all of them, trailing commas in `.jsonc` and JSON with Comments. */
function readJson(document: vscode.TextDocument, text: string): JsonDocument {
  return JsonDocument.read(text, { comments: true, trailingCommas: hasTrailingCommas(document) });
}

function hasTrailingCommas({ languageId, fileName }: vscode.TextDocument): boolean {
  return languageId === "jsonc" || fileName.endsWith(".jsonc");
}
