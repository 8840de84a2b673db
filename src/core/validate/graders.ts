import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { GraderType } from "../grader/types";
import { isObject, type Json, type JsonObject, type JsonPath } from "../json/value";
import { oncePer } from "../remember";
import { parseTemplate, type ParsedTemplate } from "../template/parse";
import { nameOf, typeOf } from "../grader/typeAndName";

/** A grader or sub-grader as it stands in a document, valid or not. */
export interface FoundGrader {
  readonly path: JsonPath;
  readonly value: JsonObject;
  readonly type: GraderType | undefined;
  /** Its key in the multi's `graders`; absent for the root. */
  readonly key?: string;
}

/** The root grader and a multi's sub-graders. */
export function gradersIn({ root }: Pick<GraderDocument, "root">): readonly FoundGrader[] {
  return root ? gradersOf(root) : [];
}

/** Each rule asks. */
const gradersOf = oncePer((root: JsonObject): readonly FoundGrader[] => {
  const subGraders = root.get("graders");
  const subs = isObject(subGraders) ? [...subGraders] : [];
  return [
    found([], root),
    ...subs.flatMap(([key, value]) => (isObject(value) ? [found(["graders", key], value, key)] : [])),
  ];
});

function found(path: JsonPath, value: JsonObject, key?: string): FoundGrader {
  return { path, value, type: typeOf(value), ...(key !== undefined && { key }) };
}

/** How messages name a grader. */
export function graderWords({ key, value }: FoundGrader): string {
  if (key !== undefined) return t('sub-grader "{0}"', key);
  const name = nameOf(value);
  return name === undefined ? t("grader") : t('grader "{0}"', name);
}

/** A templated string of a grader, read. */
export interface TemplatedString {
  readonly path: JsonPath;
  readonly text: string;
  readonly template: ParsedTemplate;
}

/** The strings of a grader in which templates are expanded (facts.md "Templates"). */
export const templatedStrings: (grader: FoundGrader) => readonly TemplatedString[] = oncePer(findStrings);

function findStrings({ type, value, path }: FoundGrader): readonly TemplatedString[] {
  switch (type) {
    case "string_check":
    case "text_similarity":
      return ["input", "reference"].flatMap((field) => stringAt(value.get(field), [...path, field]));
    case "score_model":
    case "label_model":
      return messageStrings(value.get("input"), [...path, "input"]);
    case "python":
    case "multi":
    case "endpoint":
    case undefined:
      return [];
  }
}

function messageStrings(messages: Json | undefined, path: JsonPath): readonly TemplatedString[] {
  if (!Array.isArray(messages)) return [];
  return (messages as readonly Json[]).flatMap((message, index) =>
    isObject(message) ? contentStrings(message.get("content"), [...path, index, "content"]) : [],
  );
}

function contentStrings(content: Json | undefined, path: JsonPath): readonly TemplatedString[] {
  if (Array.isArray(content)) {
    return (content as readonly Json[]).flatMap((part, index) => contentStrings(part, [...path, index]));
  }
  if (!isObject(content)) return stringAt(content, path);
  const audio = content.get("input_audio");
  return [
    ...stringAt(content.get("text"), [...path, "text"]),
    ...stringAt(content.get("image_url"), [...path, "image_url"]),
    ...(isObject(audio) ? stringAt(audio.get("data"), [...path, "input_audio", "data"]) : []),
  ];
}

function stringAt(value: Json | undefined, path: JsonPath): readonly TemplatedString[] {
  return typeof value === "string" ? [{ path, text: value, template: parseTemplate(value) }] : [];
}
