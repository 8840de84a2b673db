import { mkdir, truncate } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact } from "./support";

let cli: CommandLine;
let api: ApiServer;
beforeAll(async () => {
  [cli, api] = await Promise.all([commandLine(), startApiServer()]);
  await mkdir(path.join(cli.folder, "folder"));
});
afterAll(() => api.close());

const row = (question: string, answer: unknown = "1") =>
  JSON.stringify({ messages: [{ role: "user", content: question }], answer });
const job = (fields: object = {}) => ({
  model: "o4-mini",
  training_file: "local:./train.jsonl",
  method: { type: "reinforcement", reinforcement: { grader: exact } },
  ...fields,
});

beforeEach(async () => {
  await cli.write("exact.grader.json", exact);
  await cli.write("train.jsonl", `${row("a")}\n${row("b")}\n`);
  await cli.write("valid.jsonl", row("c"));
  await cli.write("a.job.json", JSON.stringify(job(), null, 2));
});

const DATA = ["--train", "train.jsonl", "--valid", "valid.jsonl"] as const;
const FOUNDRY = ["preflight", "--target", "foundry-rft", ...DATA] as const;

interface Report {
  readonly target: string;
  readonly passed: boolean;
  readonly checks: readonly {
    readonly id: string;
    readonly state: string;
    readonly summary: string;
    readonly findings: readonly object[];
  }[];
}

async function report(args: readonly string[]): Promise<Report & { readonly code: number | null }> {
  const { code, stdout, stderr } = await cli.run([...args, "--format", "json"]);
  expect(stderr).toBe("");
  return { code, ...(JSON.parse(stdout) as Report) };
}

describe("preflight", () => {
  it("passes: 0, a line a check, and says what it did not ask", async () => {
    const { code, stdout, stderr } = await cli.run([...FOUNDRY, "exact.grader.json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^✓ Grader +string_check, valid\.\n/);
    expect(stdout).toMatch(/^✓ Training rows +2 rows in train\.jsonl; /m);
    expect(stdout).toMatch(/^✓ Template variables +item\.answer: in all of 3 rows\.$/m);
    expect(stdout).toMatch(
      /^- Provider +skipped: Not asked\. With AZURE_OPENAI_API_KEY set, --provider foundry /m,
    );
    expect(stdout).toMatch(/\nfoundry-rft: 11 checks, 0 failed, 6 passed, 5 skipped\n$/);
  });

  it("fails: 1, with file, line and column of each finding", async () => {
    await cli.write("train.jsonl", `${row("a")}\n\n{"messages": [{"role": "user"}]}\nnull`);
    const { code, stdout } = await cli.run([...FOUNDRY, "exact.grader.json"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {4}train\.jsonl:4:1: .*of the type null\. \[row-object\]$/m);
    expect(stdout).toMatch(
      /^ {4}exact\.grader\.json:1:87: \{\{item\.answer\}\} has no value in 1 of 2 rows of train\.jsonl, first in line 3\. \[variable-missing\]$/m,
    );
    expect(stdout).toMatch(/^ {4}train\.jsonl:3:1: This row has no item\.answer/m);
  });

  it("takes grader and target from a job: --job alone", async () => {
    const { code, target, checks } = await report(["preflight", ...DATA, "--job", "a.job.json"]);
    expect([code, target]).toEqual([0, "foundry-rft"]);
    expect(checks.find(({ id }) => id === "base-model")).toMatchObject({ state: "passed" });
  });

  it("names places in the job of the job's own grader", async () => {
    const grader = { ...exact, reference: "{{item.reference}}" };
    const method = { type: "reinforcement", reinforcement: { grader } };
    await cli.write("a.job.json", JSON.stringify(job({ method }), null, 2));
    const { code, checks } = await report(["preflight", ...DATA, "--job", "a.job.json"]);
    expect(code).toBe(1);
    expect(checks.find(({ id }) => id === "variables")?.findings[0]).toEqual({
      code: "variable-missing",
      severity: "error",
      message: "{{item.reference}} has no value in 2 of 2 rows of train.jsonl, first in line 1.",
      file: "a.job.json",
      line: 11,
      column: 25,
      endColumn: 39,
    });
  });

  it("reads a grader file beside a job", async () => {
    await cli.write("json.grader.json", { ...exact, input: "{{sample.output_json.x}}" });
    const { checks } = await report([...FOUNDRY, "--job", "a.job.json", "json.grader.json"]);
    expect(checks.find(({ id }) => id === "response-format")).toMatchObject({
      state: "failed",
      findings: [{ file: "a.job.json", line: 6 }],
    });
  });

  it("reads rows of many megabytes, and rows with Windows' line ends", async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => row(`${index} ${"x".repeat(100)}`));
    await cli.write("train.jsonl", `\ufeff${rows.join("\r\n")}\r\n{"messages": [{"role": "user"}]}`);
    const { code, checks } = await report([...FOUNDRY, "exact.grader.json"]);
    expect(code).toBe(1);
    expect(checks.find(({ id }) => id === "training")?.summary).toMatch(/^40001 rows/);
    expect(checks.find(({ id }) => id === "variables")?.findings[0]).toMatchObject({
      message: "{{item.answer}} has no value in 1 of 40001 rows of train.jsonl, first in line 40001.",
    });
  });

  it("asks a provider only where it is told to", async () => {
    const env = { GRADERS_API_KEY: "key-123", OPENAI_API_KEY: "key-123", AZURE_OPENAI_API_KEY: "key-123" };
    const unasked = await cli.run([...FOUNDRY, "exact.grader.json"], { env });
    expect(unasked.stdout).toMatch(/skipped: Not asked\. AZURE_OPENAI_API_KEY is set: --provider foundry /);
    expect(api.requests).toHaveLength(0);
    const hosted = ["--provider", "custom", "--base-url", `${api.url}/v1`];
    const asked = await cli.run([...FOUNDRY, "exact.grader.json", ...hosted], { env });
    expect(asked.stdout).toMatch(/^✓ Provider +custom .* takes the grader\.$/m);
    expect(api.requests.map(({ path: route }) => route)).toEqual(["/v1/fine_tuning/alpha/graders/validate"]);
    api.answerWith("bad-request");
    const refused = await cli.run([...FOUNDRY, "exact.grader.json", ...hosted], { env });
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringMatching(/^✗ Provider +custom .* refuses/m),
    ]);
  });
});

describe("what can't be used: 2, in one message", () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      "no rows named",
      ["preflight", "exact.grader.json"],
      /needs both files of rows: --train train\.jsonl --valid/,
    ],
    ["no validation rows", ["preflight", "exact.grader.json", "--train", "train.jsonl"], /needs both files/],
    ["no grader", FOUNDRY, /Name a grader file, or a job/],
    ["two graders", [...FOUNDRY, "exact.grader.json", "b.json"], /"b\.json" is one file too many/],
    [
      "no target",
      ["preflight", ...DATA, "exact.grader.json"],
      /Say where the job is to run: --target openai-rft or --target foundry-rft/,
    ],
    [
      "a target that trains nothing",
      ["preflight", "--target", "evals", ...DATA, "exact.grader.json"],
      /--target takes openai-rft, foundry-rft/,
    ],
    ["an unknown option", [...FOUNDRY, "--trian", "x", "exact.grader.json"], /--trian/],
    [
      "a grader that is not there",
      [...FOUNDRY, "gone.grader.json"],
      /^graders: gone\.grader\.json: there is no such file/,
    ],
    [
      "rows that are not there",
      [
        "preflight",
        "--target",
        "foundry-rft",
        "--train",
        "gone.jsonl",
        "--valid",
        "valid.jsonl",
        "exact.grader.json",
      ],
      /^graders: gone\.jsonl: there is no such file/,
    ],
    [
      "rows that are a folder",
      [
        "preflight",
        "--target",
        "foundry-rft",
        "--train",
        "train.jsonl",
        "--valid",
        "folder",
        "exact.grader.json",
      ],
      /^graders: folder: it is a directory/,
    ],
    [
      "a job that is not there",
      [...FOUNDRY, "--job", "gone.job.json"],
      /^graders: gone\.job\.json: there is no such file/,
    ],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ["broken JSON", '{\n  "model": \n}', /^graders: bad\.job\.json:3: /],
    ["an array", "[]", /^graders: bad\.job\.json: a job is a JSON object/],
    [
      "without a grader",
      "{}",
      /^graders: bad\.job\.json: there is no grader at method\.reinforcement\.grader/,
    ],
    ["Latin-1", Buffer.from('{"é": 1}', "latin1"), /^graders: bad\.job\.json:1:3: the byte 0xE9/],
  ])("a job that is %s", async (_, content, message) => {
    await cli.write("bad.job.json", content);
    const { code, stderr } = await cli.run([...FOUNDRY, "--job", "bad.job.json"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it("a job in YAML", async () => {
    await cli.write("job.yaml", "model: o4-mini\n");
    const { code, stderr } = await cli.run([...FOUNDRY, "--job", "job.yaml"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^graders: job\.yaml: .*this is YAML/)]);
  });

  it.each<[string, string | Buffer, RegExp]>([
    [
      "Latin-1",
      Buffer.from(`${row("a")}\n${row("é")}`, "latin1"),
      /^graders: train\.jsonl:2:\d+: the byte 0xE9/,
    ],
    [
      "UTF-16",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(row("a"), "utf16le")]),
      /^graders: train\.jsonl: the file is UTF-16/,
    ],
  ])("rows in %s", async (_, content, message) => {
    await cli.write("train.jsonl", content);
    const { code, stdout, stderr } = await cli.run([...FOUNDRY, "exact.grader.json"]);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });

  it("rows that never end a line", async () => {
    // No byte of it is on the disk.
    await truncate(path.join(cli.folder, await cli.write("endless.jsonl", "")), 130 * 1024 * 1024);
    const args = [
      "preflight",
      "--target",
      "foundry-rft",
      "--train",
      "endless.jsonl",
      "--valid",
      "valid.jsonl",
    ];
    const { code, stderr } = await cli.run([...args, "exact.grader.json"]);
    expect([code, stderr]).toEqual([
      2,
      "graders: endless.jsonl: a line is longer than 128 MB. Write each row on a line of its own.\n",
    ]);
  });

  it.each<[string, string | Buffer]>([
    ["broken JSON", "{"],
    ["binary", Buffer.from([0, 1, 2, 3, 10, 0])],
    ["nothing", ""],
    ["deep", `{"messages": ${"[".repeat(100_000)}`],
    ["one text of megabytes", `{"messages": "${"a".repeat(5_000_000)}`],
  ])("but rows that are %s are what is to be found: 1", async (_, content) => {
    await cli.write("train.jsonl", content);
    const { code, checks } = await report([...FOUNDRY, "exact.grader.json"]);
    expect([code, checks.find(({ id }) => id === "training")?.state]).toEqual([1, "failed"]);
  });

  it("and a grader that is none is found too: 1", async () => {
    await cli.write("bad.grader.json", "{");
    const { code, checks } = await report([...FOUNDRY, "bad.grader.json"]);
    expect([code, checks[0]?.state]).toEqual([1, "failed"]);
  });
});
