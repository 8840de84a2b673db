import { describe, expect, it } from "vitest";
import { extractGrader } from "../../../../src/core/create/extractGrader";
import { insertGrader } from "../../../../src/core/create/insertGrader";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { JsonDocument } from "../../../../src/core/json/document";
import type { Json } from "../../../../src/core/json/value";
import { writeJson } from "../../../../src/core/json/write";

const GRADER = '{"$schema": "./x.json", "type": "string_check", "pass_threshold": 1.0}';

function insert(name: string, text: string, grader = GRADER) {
  const json = JsonDocument.read(text, { comments: true });
  const document = readGraderDocument("my.grader.jsonc", grader);
  const insertion = insertGrader({ name, json }, document, "my-check");
  return insertion.kind === "inserted"
    ? { ...insertion, kind: undefined, base: insertion.base.join("/"), replaced: written(insertion.replaced) }
    : insertion.reason;
}

const written = (value: Json | undefined) => (value === undefined ? undefined : writeJson(value));

const JOB_BASE = "method/reinforcement/grader";

describe("inserting a grader into a job", () => {
  it("replaces the one that is there, and nothing else", () => {
    const text = `{
    // the base
    "model": "o4-mini",
    "method": {
        "type": "reinforcement",
        "reinforcement": {
            "grader": { "type": "python", "source": "" },
            "hyperparameters": { "n_epochs": 2.0 }
        }
    }
}`;
    expect(insert("a.job.json", text)).toEqual({
      text: text.replace(
        '{ "type": "python", "source": "" }',
        `{
                "type": "string_check",
                "pass_threshold": 1.0
            }`,
      ),
      base: JOB_BASE,
      replaced: '{"type":"python","source":""}',
    });
  });

  it.each([
    ['{"method": {"reinforcement": {}}}', /"reinforcement": \{\s*"grader": \{/],
    ['{"model": "m", "method": {"type": "reinforcement"}}', /"reinforcement": \{"grader": \{"type"/],
    ['{\n  "model": "m"\n}', /"method": \{\s*"type": "reinforcement",\s*"reinforcement": \{\s*"grader": \{/],
    ["{}", /"method": \{/],
  ])("adds what %s lacks around it", (text, expected) => {
    const inserted = insert("a.job.json", text);
    expect(inserted).toMatchObject({ base: JOB_BASE });
    if (typeof inserted === "string") throw new Error(inserted);
    expect(inserted.text).toMatch(expected);
    expect(JSON.parse(inserted.text)).toMatchObject({
      method: { reinforcement: { grader: { type: "string_check", pass_threshold: 1 } } },
    });
    expect(inserted.text).toContain("1.0");
    expect(inserted.text).not.toContain("$schema");
  });

  const OWN = `// ours
{
    "$schema": "./x.json",
    "type": "label_model", // one
    "labels": ["good", "bad"],

    "passing_labels": [
        "good"
    ]
}
`;

  it("keeps the grader's own lines, in the job's indentation, without comments that it would not take", () => {
    const job = '{\n\t"method": {\n\t\t"reinforcement": {}\n\t}\n}\n';
    const lines = (comment: string) =>
      job.replace(
        "{}",
        `{
\t\t\t"grader": {
\t\t\t\t"type": "label_model",${comment}
\t\t\t\t"labels": ["good", "bad"],

\t\t\t\t"passing_labels": [
\t\t\t\t\t"good"
\t\t\t\t]
\t\t\t}
\t\t}`,
      );
    expect(insert("a.job.json", job, OWN.replace(" // one", ""))).toMatchObject({ text: lines("") });
    expect(insert("a.job.jsonc", job, OWN)).toMatchObject({ text: lines(" // one") });
    const without = insert("a.job.json", job, OWN);
    if (typeof without === "string") throw new Error(without);
    expect(JSON.parse(without.text)).toEqual(JSON.parse(lines("")));
    expect(insert("a.job.json", `// mine\n${job}`, OWN)).toMatchObject({
      text: `// mine\n${lines(" // one")}`,
    });
  });

  it("takes out again what it put in", () => {
    const put = insert("a.job.json", '{\n  "model": "m"\n}\n', OWN.replace(" // one", ""));
    if (typeof put === "string") throw new Error(put);
    const base = ["method", "reinforcement", "grader"];
    const extracted = extractGrader(readGraderDocument("a.job.json", put.text, { base }));
    if (extracted.kind === "refused") throw new Error(extracted.reason);
    expect(insert("a.job.json", put.text, extracted.text)).toMatchObject({ text: put.text });
  });

  it("writes one line where all is on one", () => {
    expect(insert("a.job.json", '{"method": {"reinforcement": {"grader": {}}}}')).toMatchObject({
      text: '{"method": {"reinforcement": {"grader": {"type": "string_check", "pass_threshold": 1.0}}}}',
    });
  });

  it.each([
    ["{}", /my\.grader\.jsonc is no grader/],
    ['{"type": "python"', /JSON of my\.grader\.jsonc has to be mended/],
  ])("is refused of what is no grader: %s", (grader, reason) => {
    expect(insert("a.job.json", "{}", grader)).toMatch(reason);
  });

  it.each([
    ["{", /mended first/],
    ["[]", /no JSON object/],
    ['{"method": {"type": "supervised"}}', /^The method of a\.job\.json is "supervised"/],
    ['{"method": 1}', /^method of a\.job\.json is no object/],
    ['{"method": {"reinforcement": []}}', /^method\.reinforcement of/],
  ])("is refused where it can't be: %s", (text, reason) => {
    expect(insert("a.job.json", text)).toMatch(reason);
  });
});

describe("inserting a grader into an eval", () => {
  it("puts it behind the last criterion, laid out like it, with a name", () => {
    const text = `{
  "testing_criteria": [
    {
      "type": "python"
    } // first
  ]
}`;
    expect(insert("a.eval.json", text)).toEqual({
      text: `{
  "testing_criteria": [
    {
      "type": "python"
    },
    {
      "type": "string_check",
      "name": "my-check",
      "pass_threshold": 1.0
    } // first
  ]
}`,
      base: "testing_criteria/1",
    });
  });

  it.each([
    ['{"testing_criteria": [{"type": "python"}]}', "testing_criteria/1"],
    ['{"testing_criteria": []}', "testing_criteria/0"],
    ['{"name": "x"}', "testing_criteria/0"],
    ["{}", "testing_criteria/0"],
  ])("finds a place in %s", (text, base) => {
    const inserted = insert("a.eval.json", text);
    if (typeof inserted === "string") throw new Error(inserted);
    expect(inserted.base).toBe(base);
    const { testing_criteria: criteria } = JSON.parse(inserted.text) as { testing_criteria: unknown[] };
    expect(criteria.at(-1)).toEqual({ type: "string_check", name: "my-check", pass_threshold: 1 });
  });

  it("names it behind the type, among its own lines", () => {
    const grader = '{\n    "$schema": "x",\n    "type": "python",\n    "source": ""\n}\n';
    expect(insert("a.eval.json", '{\n  "testing_criteria": []\n}', grader)).toMatchObject({
      text: `{
  "testing_criteria": [
    {
      "type": "python",
      "name": "my-check",
      "source": ""
    }
  ]
}`,
    });
  });

  it("keeps the grader's own name, and line ends", () => {
    const inserted = insert(
      "x.json",
      '{\r\n  "testing_criteria": []\r\n}',
      '{"type": "python", "name": "mine"}',
    );
    if (typeof inserted === "string") throw new Error(inserted);
    expect(inserted.text).toContain('"name": "mine"');
    expect(inserted.text.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("takes no multi", () => {
    expect(insert("a.eval.json", "{}", '{"type": "multi"}')).toMatch(/no multi/);
  });

  it("is refused where the criteria are no list", () => {
    expect(insert("a.eval.json", '{"testing_criteria": {}}')).toMatch(/no list/);
  });
});
