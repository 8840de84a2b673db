import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import snippets from "../../src/generated/snippets.json";

/** Longer texts make slow inputs that find no more. */
const MOST_CHARACTERS = 8_000;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:jsonc?|jsonl|md)$/.test(name) && !name.includes(".graders"))
    .sort()
    .map((name) => join(folder, name));
}

interface GoldenCase {
  readonly grader?: unknown;
  readonly formula?: unknown;
}

/** Graders of the conformance cases. */
function goldenGraders(file: string): readonly string[] {
  const { defaults, cases = [] } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly defaults?: GoldenCase;
    readonly cases?: readonly GoldenCase[];
  };
  return cases.flatMap(({ grader }) => {
    if (typeof grader !== "object" && typeof defaults?.grader !== "object") return [];
    return [JSON.stringify({ ...(defaults?.grader as object), ...(grader as object) }, null, 2)];
  });
}

/** The fenced JSON of the pages of findings. */
function pageExamples(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/```jsonc?\n(.*?)```/gs)].map(([, example = ""]) => example);
}

/** Real graders, jobs, evals and samples: this project's examples, conformance cases, snippets and pages. */
export function readSeeds(): readonly string[] {
  const examples = filesIn("examples").filter((file) => !file.endsWith(".md"));
  const seeds = [
    ...examples.map((file) => readFileSync(file, "utf8")),
    ...filesIn("test/conformance").flatMap(goldenGraders),
    ...filesIn("docs/lint").flatMap(pageExamples),
    ...Object.values(snippets).map((snippet) => JSON.stringify(snippet, null, 2)),
  ];
  return [...new Set(seeds.filter((seed) => seed.trim() !== "" && seed.length <= MOST_CHARACTERS))];
}

/** Names of files as which a text is read: what it is depends on them. */
export const FILE_NAMES: readonly string[] = [
  ...["a.grader.json", "a.grader.jsonc", "a.job.json", "a.eval.json"],
].map((name) => basename(name));
