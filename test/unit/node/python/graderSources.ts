import { parse } from "jsonc-parser";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Beside the project where it is developed. */
const FOLDERS = ["examples", "test/conformance", "../shared/cases"];

/** The Python of every grader in the project's examples and cases, each once. */
export function graderSources(): string[] {
  const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.jsonc?$/.test(file))
      .map((file) => path.join(folder, file)),
  );
  return [...new Set(files.flatMap((file) => sourcesIn(parse(readFileSync(file, "utf8")))))];
}

function sourcesIn(value: unknown): string[] {
  if (typeof value === "string") return value.includes("def grade") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sourcesIn) : [];
}
