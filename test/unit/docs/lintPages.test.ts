import { beforeAll, describe, expect, it } from "vitest";
import { readSamples } from "../../../src/core/dataset/rows";
import { readGraderDocument } from "../../../src/core/grader/document";
import type { PythonRunner } from "../../../src/core/ports";
import { CODES } from "../../../src/core/validate/codes";
import type { Problem } from "../../../src/core/validate/problem";
import { validateGrader } from "../../../src/core/validate/validateGrader";
import { rangesOf } from "../core/validate/marked";
import { never, sandbox } from "../node/python/support";
import { lintPageNames, readLintPage, type Example } from "./lintPages";

let python: PythonRunner;
beforeAll(async () => {
  python = await sandbox();
});

async function findingsIn({ language, text, target }: Example): Promise<readonly Problem[]> {
  if (language === "jsonl") return readSamples(text, "example.samples.jsonl").problems;
  const document = readGraderDocument("example.grader.json", text);
  return validateGrader(document, { target, python }, never);
}

describe("docs/lint", () => {
  const names = lintPageNames();

  it("has pages of codes, and no other", () => {
    const codes = CODES.map(({ code }) => code as string);
    expect(names.filter((name) => !codes.includes(name))).toEqual([]);
  });

  // Until all are written.
  describe.each(CODES.filter(({ code }) => names.includes(code)))("$code", ({ code, severity }) => {
    const page = readLintPage(code);

    it("names its severity and has examples", () => {
      expect(page.severity.toLowerCase()).toBe(severity);
      expect(page.bad).not.toEqual([]);
      expect(page.good).not.toEqual([]);
    });

    it("has a bad example in which this and nothing else is found, at the marked place", async () => {
      for (const example of page.bad) {
        const found = await findingsIn(example);
        expect(new Set(found.map((problem) => problem.code))).toEqual(new Set([code]));
        expect(rangesOf(found)).toEqual(example.marks);
      }
    });

    it("has a good example in which nothing is found", async () => {
      for (const example of page.good) expect(await findingsIn(example)).toEqual([]);
    });
  });
});
