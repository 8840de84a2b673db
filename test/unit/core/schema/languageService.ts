import {
  ClientCapabilities,
  getLanguageService,
  SchemaDraft,
  TextDocument,
  type CompletionItem,
  type Diagnostic,
} from "vscode-json-languageservice";
import graderSchema from "../../../../schemas/grader.schema.json";
import samplesSchema from "../../../../schemas/samples.schema.json";

export const GRADER = "file:///math.grader.json";
export const SAMPLES = "file:///math.samples.json";

/** VS Code's own JSON service with our schemas, as `contributes.jsonValidation` binds them. */
const service = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
service.configure({
  validate: true,
  allowComments: false,
  schemas: [
    { fileMatch: ["*.grader.json"], uri: "graders://grader", schema: graderSchema },
    { fileMatch: ["*.samples.json"], uri: "graders://samples", schema: samplesSchema },
  ],
});

function open(text: string, uri: string) {
  const document = TextDocument.create(uri, "json", 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

/** A finding with its offsets in the text. */
export interface Shown {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** What VS Code shows for the text, by place, with the settings that it has for JSON files. */
export async function diagnose(text: string, uri = GRADER): Promise<readonly Shown[]> {
  const { document, json } = open(text, uri);
  const found: readonly Diagnostic[] = await service.doValidation(document, json, {
    comments: "error",
    trailingCommas: "error",
    schemaDraft: SchemaDraft.v7,
  });
  return found
    .map(({ range, message }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      message: typeof message === "string" ? message : message.value,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Completions at `|` in the text. */
export async function complete(marked: string, uri = GRADER): Promise<readonly CompletionItem[]> {
  const offset = marked.indexOf("|");
  const { document, json } = open(marked.slice(0, offset) + marked.slice(offset + 1), uri);
  const list = await service.doComplete(document, document.positionAt(offset), json);
  return list?.items ?? [];
}

export async function labels(marked: string, uri = GRADER): Promise<readonly string[]> {
  return (await complete(marked, uri)).map(({ label }) => label);
}

/** The hover at `|` in the text. */
export async function hover(marked: string, uri = GRADER): Promise<string> {
  const offset = marked.indexOf("|");
  const { document, json } = open(marked.slice(0, offset) + marked.slice(offset + 1), uri);
  const found = await service.doHover(document, document.positionAt(offset), json);
  const contents = found?.contents ?? "";
  return [contents]
    .flat()
    .map((part) => (typeof part === "string" ? part : "value" in part ? part.value : ""))
    .join("\n\n");
}

/** The text after a completion is accepted and every placeholder left as it is. */
export function accept(marked: string, item: CompletionItem): string {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const edit = item.textEdit;
  if (!edit || !("range" in edit)) throw new Error(`${item.label} brings no edit`);
  const document = TextDocument.create(GRADER, "json", 1, text);
  const from = document.offsetAt(edit.range.start);
  const to = document.offsetAt(edit.range.end);
  return text.slice(0, from) + expandSnippet(edit.newText) + text.slice(to);
}

/** A snippet with its default texts and first choices, as VS Code inserts it. */
export function expandSnippet(snippet: string): string {
  let text = "";
  let at = 0;
  while (at < snippet.length) {
    const placeholder = /^\$(?:(\d+)|\{\d+\}|\{\d+:((?:[^\\}]|\\.)*)\}|\{\d+\|((?:[^\\|]|\\.)*)\|\})/.exec(
      snippet.slice(at),
    );
    if (placeholder) {
      const choice = placeholder[3]?.split(",")[0];
      text += unescape(choice ?? placeholder[2] ?? "");
      at += placeholder[0].length;
    } else if (snippet[at] === "\\" && /[\\$}]/.test(snippet.charAt(at + 1))) {
      text += snippet.charAt(at + 1);
      at += 2;
    } else {
      text += snippet.charAt(at++);
    }
  }
  return text;
}

function unescape(text: string): string {
  return text.replace(/\\([\\$}|,])/g, "$1");
}
