import { isArray, isObject, type Json } from "../json/value";
import { writeJson, writePrettyJson } from "../json/write";
import { Markdown } from "../markdown";

/** A value as JSON, over several lines where it has several members. */
export function valueBlock(value: Json): Markdown {
  const isLong = (isObject(value) || isArray(value)) && writeJson(value).length > 60;
  return Markdown.block(isLong ? writePrettyJson(value) : writeJson(value), { language: "json" });
}
