import type { JsonObject } from "../json/value";
import { dedent } from "./literal/known";

/** A Python grader with this source, its line ends as Python reads them. */
export function pythonGrader(source: string, name?: string): JsonObject {
  const text = dedent(source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")).replace(/^\n+|\s+$/g, "");
  return new Map<string, string>([
    ["type", "python"],
    ...(name === undefined ? [] : [["name", name] as const]),
    ["source", `${text}\n`],
  ]);
}
