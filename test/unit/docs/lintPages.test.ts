import * as prettier from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { CODES, type CodeGroup, type ProblemCode } from "../../../src/core/validate/codes";
import type { Problem } from "../../../src/core/validate/problem";
import { isLocked } from "../../../src/core/validate/severities";
import { edited, rangesOf } from "../core/validate/marked";
import { findInExample, startPython } from "./findInExample";
import { lintPageNames, readLintPage } from "./lintPages";

beforeAll(startPython);

describe("docs/lint", () => {
  it("has a page for each code, and no other", () => {
    expect(lintPageNames().toSorted()).toEqual(CODES.map(({ code }) => code).toSorted());
  });

  describe.each(CODES)("$code", ({ code, severity }) => {
    const page = readLintPage(code);

    it("names its severity and has examples", () => {
      expect(page.severity.toLowerCase()).toBe(severity);
      expect(page.bad).not.toEqual([]);
      expect(page.good).not.toEqual([]);
    });

    it("has a bad example in which this and nothing else is found, at the marked place", async () => {
      for (const example of page.bad) {
        const found = await findInExample(example, code);
        expect(new Set(found.map((problem) => problem.code))).toEqual(new Set([code]));
        // What is too long to be written out is too long to be marked.
        if (example.marks.length > 0) expect(rangesOf(found)).toEqual(example.marks);
        else expect(example.isShortened).toBe(true);
      }
    });

    it("has a good example in which nothing is found", async () => {
      for (const example of page.good) expect(await findInExample(example, code)).toEqual([]);
    });

    it("has mends that leave nothing of it in the bad example, and no new error", async () => {
      for (const example of page.bad) {
        const found = await findInExample(example, code);
        for (const { edits } of found.flatMap(({ fixes = [] }) => fixes)) {
          const now = await findInExample({ ...example, text: edited(example.text, edits), marks: [] }, code);
          expect(now.filter((problem) => problem.code === code).length).toBeLessThan(found.length);
          expect(now.filter(isError).length).toBeLessThanOrEqual(found.filter(isError).length);
        }
      }
    });
  });

  it("has an index that is up to date (npm run test:unit -- docs -u writes it)", async () => {
    const groups = await Promise.all((Object.keys(HEADINGS) as CodeGroup[]).map(groupText));
    const text = [INDEX_HEAD, ...groups].join("\n\n");
    const config = await prettier.resolveConfig(INDEX);
    await expect(await prettier.format(text, { ...config, parser: "markdown" })).toMatchFileSnapshot(
      `../../../${INDEX}`,
    );
  });
});

const INDEX = "docs/lint/README.md";

const INDEX_HEAD = `# Findings

Everything that Graders can find in a grader, an eval or a samples file. In the editor a click on the code of a finding, or **Graders: Explain Finding**, opens its page, offline; quick fixes come with Ctrl+. (Cmd+.), and the source action \`source.fixAll.graders\` (on saving: \`editor.codeActionsOnSave\`) takes the mends that are beyond doubt, "fix all" below.

\`graders.lint.rules\` in VS Code and \`graders validate --rule CODE=SEVERITY\` give a finding another severity, or none: \`error\`, \`warning\`, \`information\`, \`hint\`, \`off\`. Where a grader does not run (locked below), it stays an error: silence would not make it run. What VS Code's own JSON support says of a file, it goes on saying.`;

const HEADINGS: Readonly<Record<CodeGroup, string>> = {
  json: "JSON",
  schema: "Fields",
  template: "Templates",
  formula: "Formulas",
  grader: "Graders",
  eval: "Evals",
  python: "Python",
  samples: "Samples",
  provider: "Providers",
};

async function groupText(group: CodeGroup): Promise<string> {
  const rows = await Promise.all(
    CODES.filter((facts) => facts.group === group).map(async ({ code, severity }) => {
      const shown = isLocked(code) ? `${severity}, locked` : severity;
      return `| [\`${code}\`](${code}.md) | ${readLintPage(code).title} | ${shown} | ${await mendWords(code)} |`;
    }),
  );
  return [
    `## ${HEADINGS[group]}`,
    "",
    "| code | what is found | severity | mend |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

async function mendWords(code: ProblemCode): Promise<string> {
  const found = await Promise.all(readLintPage(code).bad.map((example) => findInExample(example, code)));
  const fixes = found.flat().flatMap((problem: Problem) => problem.fixes ?? []);
  if (fixes.length === 0) return "";
  return fixes.some(({ automatic }) => automatic) ? "quick fix, fix all" : "quick fix";
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}
