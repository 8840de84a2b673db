import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, jsonLines } from "./support";

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("exact.grader.json", exact);
  await cli.write("page.json", { object: "list", data: [item("Oslo", 1), item("Rome", 1)], has_more: false });
  await cli.write(
    "flat.jsonl",
    '{"response": "Oslo", "answer": "Oslo"}\n{"response": "Rome", "answer": "Oslo"}\n',
  );
  await cli.write("bad.csv", "response,answer\nOslo,Oslo\nRome\n");
  await cli.write("notes.txt", "nothing of ours");
  await cli.write("other.json", { type: "module", scripts: {} });
});

function item(content: string, score: number) {
  return {
    datasource_item: { answer: "Oslo" },
    results: [{ name: "exact-1", score, passed: score === 1 }],
    sample: { output: [{ role: "assistant", content }] },
    status: "pass",
  };
}

describe("rows as services give them", () => {
  it("are graded, and told where the service said something else", async () => {
    const { stdout } = await cli.run(["run", "exact.grader.json", "--samples", "page.json"]);
    expect(stdout).toContain("2 scored, mean 0.50");
    expect(stdout.match(/hosted 1\.00/g)).toHaveLength(1);
    const json = await cli.run(["run", "exact.grader.json", "--samples", "page.json", "--format", "json"]);
    expect(jsonLines(json.stdout)[0]?.diagnostics.sample).toMatchObject({ hosted: { passed: true } });
  });

  it("are graded where they are training rows, and a bad one stops nobody", async () => {
    const flat = await cli.run(["run", "exact.grader.json", "--samples", "flat.jsonl"]);
    expect(flat.stdout).toContain("2 scored, mean 0.50");
    expect(flat.stderr).toContain('flat.jsonl: The output is the column "response"');
    const bad = await cli.run(["run", "exact.grader.json", "--samples", "bad.csv"]);
    expect(bad.stdout).toContain("1 not asked");
    expect(bad.stdout).toContain("Line 3: it has 1 field, and the header names 2");
    expect(bad.code).toBe(3);
  });
});

describe("validate", () => {
  it("checks rows as rows, in any format", async () => {
    const { code, stdout } = await cli.run(["validate", "page.json", "flat.jsonl", "exact.grader.json"]);
    expect(code).toBe(0);
    expect(stdout).toContain("page.json: 2 rows, valid");
    expect(stdout).toContain("flat.jsonl: 2 rows, valid");
    const bad = await cli.run(["validate", "bad.csv"]);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain("bad.csv:3:1: error");
    const json = await cli.run(["validate", "bad.csv", "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ file: "bad.csv", rows: 2, valid: false });
  });

  it("notes what is neither a grader nor rows, which fails only where all is", async () => {
    const { code, stderr } = await cli.run(["validate", "notes.txt", "other.json", "exact.grader.json"]);
    expect(code).toBe(0);
    expect(stderr).toContain("notes.txt: neither a grader nor a file of rows");
    expect((await cli.run(["validate", "notes.txt", "other.json"])).code).toBe(2);
  });

  it("takes a folder", async () => {
    const { code, stdout } = await cli.run(["validate", "."]);
    expect(code).toBe(1);
    expect(stdout).toContain("flat.jsonl: 2 rows, valid");
    expect(stdout).toContain("exact.grader.json: string_check, valid");
  });
});
