import { criteriaOf, isEval } from "../grader/criteria";
import type { GraderDocument } from "../grader/document";
import { isObject, valueAt, type Json, type JsonObject, type JsonPath } from "../json/value";
import { gradersIn, type FoundGrader } from "../validate/graders";
import { typeOf } from "../grader/typeAndName";

export type EmbeddedKind = "python" | "prompt";

/** A text within a grader that is a language of its own. */
export interface EmbeddedText {
  readonly kind: EmbeddedKind;
  /** From the document's root. */
  readonly path: JsonPath;
  /** The grader it belongs to, from the document's root. */
  readonly grader: JsonPath;
  /** What stands there; undefined where it is no string. */
  readonly text: string | undefined;
  /** Of a prompt: whose message it is. */
  readonly role?: string;
}

/** Python sources and messages to judges, of a grader and of its sub-graders, in the file's order. */
export function embeddedTexts(document: GraderDocument): readonly EmbeddedText[] {
  return gradersOf(document).flatMap((grader) => textsOf(grader, [...document.base, ...grader.path]));
}

/** An eval has a list of them. */
function gradersOf(document: GraderDocument): readonly Pick<FoundGrader, "path" | "value" | "type">[] {
  if (!isEval(document.root)) return gradersIn(document);
  return criteriaOf(document.root).flatMap(({ path, value }) =>
    isObject(value) ? [{ path, value, type: typeOf(value) }] : [],
  );
}

function textsOf(
  { type, value }: Pick<FoundGrader, "type" | "value">,
  grader: JsonPath,
): readonly EmbeddedText[] {
  switch (type) {
    case "python": {
      const source = value.get("source");
      return [{ kind: "python", path: [...grader, "source"], grader, text: stringOf(source) }];
    }
    case "score_model":
    case "label_model":
      return promptsOf(value, grader);
    default:
      return [];
  }
}

function promptsOf(value: JsonObject, grader: JsonPath): readonly EmbeddedText[] {
  const messages = value.get("input");
  if (!Array.isArray(messages)) return [];
  return (messages as readonly Json[]).flatMap((message, index) => {
    if (!isObject(message)) return [];
    const role = stringOf(message.get("role")) ?? "";
    return textPaths(message.get("content"), ["content"]).map((path): EmbeddedText => ({
      ...{ kind: "prompt", path: [...grader, "input", index, ...path], grader, role },
      text: stringOf(valueAt(message, path)),
    }));
  });
}

/** A message's content is a text, a part, or a list of them; images and audio are no texts. */
function textPaths(content: Json | undefined, path: JsonPath): readonly JsonPath[] {
  if (typeof content === "string") return [path];
  if (isObject(content)) return typeof content.get("text") === "string" ? [[...path, "text"]] : [];
  if (!Array.isArray(content)) return [];
  return (content as readonly Json[]).flatMap((part, index) => textPaths(part, [...path, index]));
}

function stringOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
