import { JsonDocument } from "../json/document";
import { isObject, type JsonObject } from "../json/value";
import { isGraderType, type GraderType } from "./types";

/** A grader file's text with its JSON, whatever state it is in. */
export interface GraderDocument {
  /** The file's name or URI for messages. */
  readonly name: string;
  readonly json: JsonDocument;
  /** The root where it is an object. */
  readonly root: JsonObject | undefined;
  /** The root's `type` where it is one we know. */
  readonly type: GraderType | undefined;
}

/**
 * Reads a grader file. Comments are allowed in all of them (design.md "Files a user keeps"; VS Code's JSON service
 * allows them too, by the schema's `allowComments`), trailing commas in `.jsonc` and in editors' JSON with Comments.
 */
export function readGraderDocument(
  name: string,
  text: string,
  options: { comments?: boolean } = {},
): GraderDocument {
  const trailingCommas = options.comments ?? name.endsWith(".jsonc");
  const json = JsonDocument.read(text, { comments: true, trailingCommas });
  const root = isObject(json.value) ? json.value : undefined;
  const type = root?.get("type");
  return { name, json, root, type: isGraderType(type) ? type : undefined };
}

/** The grader as the API takes it: `$schema` is ours and stays here, comments went with parsing. */
export function wireGrader(root: JsonObject): JsonObject {
  return new Map([...root].filter(([key]) => key !== "$schema"));
}
