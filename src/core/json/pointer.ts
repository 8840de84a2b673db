import type { JsonPath } from "./value";

/** A path as a JSON Pointer (RFC 6901): `/testing_criteria/0`; empty for the root. */
export function writePointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The path of a JSON Pointer; undefined where the text is none. Digits are an index, which is a key of objects too. */
export function readPointer(text: string): JsonPath | undefined {
  if (text === "") return [];
  if (!text.startsWith("/")) return undefined;
  return text
    .slice(1)
    .split("/")
    .map((step) =>
      /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~"),
    );
}
