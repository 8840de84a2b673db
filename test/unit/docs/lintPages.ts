import { readdirSync, readFileSync } from "node:fs";
import type { TextRange } from "../../../src/core/json/document";
import { TARGETS, type Target } from "../../../src/core/validate/target";

const FOLDER = "docs/lint";

/** An example of a page; its fence says `jsonc bad`, `jsonl good` and so on, and may name a target. */
export interface Example {
  readonly language: string;
  readonly text: string;
  /** What `^^^` in a comment below a line marks. */
  readonly marks: readonly TextRange[];
  readonly target: Target;
  /** Whether `⟨x × 300⟩` stands for a text repeated. */
  readonly isShortened: boolean;
  /** A samples file that goes with the grader. */
  readonly samples: string | undefined;
}

export interface LintPage {
  readonly title: string;
  /** `Warning` of "**Warning.** …", below the title. */
  readonly severity: string;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

/** The names of the pages: each is of a code. */
export function lintPageNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => file.slice(0, -".md".length));
}

/** @throws Error where a page has another form than the others */
export function readLintPage(name: string): LintPage {
  const text = readFileSync(`${FOLDER}/${name}.md`, "utf8");
  const head = /^# (.+)\n\n\*\*(\w+)\.\*\* /.exec(text);
  if (!head) throw new Error(`${name}.md does not begin with a title and a severity`);
  const [, title = "", severity = ""] = head;
  return { title, severity, bad: examplesOf(text, "bad"), good: examplesOf(text, "good") };
}

function examplesOf(page: string, kind: "bad" | "good"): readonly Example[] {
  const fences = [...page.matchAll(/^```(\w+) (\w+) ?(.*)\n([^]*?)^```$/gm)];
  return fences.flatMap(([, language = "", word, attributes = "", body = ""], index) => {
    if (word !== kind) return [];
    const [, , next, , following] = fences[index + 1] ?? [];
    const target = TARGETS.find((candidate) => attributes === candidate) ?? "run";
    const isShortened = body.includes("⟨");
    return [
      {
        language,
        ...readMarks(body),
        target,
        isShortened,
        samples: next === "samples" ? following : undefined,
      },
    ];
  });
}

/** Takes the lines of carets out, and repeats what `⟨x × 300⟩` stands for. */
function readMarks(body: string): { readonly text: string; readonly marks: readonly TextRange[] } {
  const marks: TextRange[] = [];
  let text = "";
  let above = 0;
  for (const line of body.split("\n")) {
    if (/^\s*\/\/[\s^]+$/.test(line)) {
      // Behind the slashes without a blank they mark from the line's first character on, above the slashes.
      const first = /^\s*\/\/(?=\^)/.exec(line)?.[0].length;
      const shift = first === undefined ? 0 : first - text.slice(above).search(/\S/);
      for (const { index, 0: carets } of line.matchAll(/\^+/g))
        marks.push({ start: above + index - shift, end: above + index - shift + carets.length });
      continue;
    }
    above = text.length;
    text += `${line.replace(/⟨([^⟩]+) × (\d+)⟩/g, (_, word: string, times: string) => word.repeat(Number(times)))}\n`;
  }
  return { text, marks };
}
