import { truncate } from "node:fs/promises";
import path from "node:path";
import { chmod, mkdir } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine, type Finished } from "../../support/cli";

/** Inputs as people have them: each ends in one message that names file and place, and what to do. */

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("good.grader.json", good);
  await mkdir(path.join(cli.folder, "folder.grader.json"));
  await mkdir(path.join(cli.folder, "folder.jsonl"));
});

const good = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const text = JSON.stringify(good, null, 2);
const row = JSON.stringify({ item: { answer: "a" }, model_sample: "a" });

/** UTF-16 as Windows' Notepad saves it. */
const utf16 = (content: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(content, "utf16le")]);

/** What every complaint has in common. */
function expectOneMessage({ code, stdout, stderr }: Finished, exit: number, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(code).toBe(exit);
  expect(stdout).toBe("");
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain("internal fault");
  const lines = stderr.trimEnd().split("\n");
  expect(lines.filter((line) => line !== "graders: the grader is invalid, so nothing was run.")).toHaveLength(
    1,
  );
}

describe("a grader file", () => {
  it.each<[string, string | Buffer, number, RegExp]>([
    ["is no JSON", "type: string_check\ninput: a\n", 3, /^g\.grader\.json:1:1: .*double quotes/],
    ["is empty", "", 3, /^g\.grader\.json:1:1: /],
    ["is blank", " \n\n", 3, /^g\.grader\.json:\d:\d: /],
    ["is cut off", text.slice(0, -10), 3, /^g\.grader\.json:5:\d+: /],
    ["has a text without its end", text.replace('eq"', "eq"), 3, /^g\.grader\.json:5:\d+: .*not closed/],
    ["is a number", "42", 3, /^g\.grader\.json:1:1: .*this file holds a number/],
    ["is null", "null", 3, /^g\.grader\.json:1:1: .*holds null/],
    ["stands in an array", `[${text}]`, 3, /^g\.grader\.json:1:1: .*remove the brackets/],
    ["has no type", '{"input": "a"}', 3, /^g\.grader\.json:1:1: .*no "type".*string_check/],
    [
      "has an unknown type",
      '{\n  "type": "string_chek"\n}',
      3,
      /^g\.grader\.json:2:11: .*Did you mean "string_check"/,
    ],
    ["has NaN", '{\n "type": NaN\n}', 3, /^g\.grader\.json:2:10: "NaN" is no JSON value/],
    ["has single quotes", "{'type': 'string_check'}", 3, /^g\.grader\.json:1:2: /],
    ["is deep", `{"type": ${"[".repeat(100_000)}`, 3, /^g\.grader\.json:1:\d+: Nested deeper than 200/],
    [
      "holds half a surrogate pair",
      text.replace("{{item.answer}}", "\\ud83d"),
      3,
      /^g\.grader\.json:4:16: .*surrogate/,
    ],
    ["is UTF-16", utf16(text), 2, /^graders: g\.grader\.json: the file is UTF-16.*Save it as UTF-8/],
    [
      "is UTF-16 without a mark",
      Buffer.from(text, "utf16le"),
      2,
      /^graders: g\.grader\.json: .*Save it as UTF-8/,
    ],
    [
      "is Latin-1",
      Buffer.from(text.replace("eq", "é"), "latin1"),
      2,
      /^graders: g\.grader\.json:5:17: the byte 0xE9.*Latin-1.*UTF-8/,
    ],
    [
      "is binary",
      Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      2,
      /^graders: g\.grader\.json: .*binary/,
    ],
    [
      "is an eval without criteria",
      '{"testing_criteria": []}',
      3,
      /^g\.grader\.json:1:22: .*testing_criteria/,
    ],
    [
      "is twenty megabytes of one broken text",
      `{"type": "${"a".repeat(20_000_000)}`,
      3,
      /^g\.grader\.json:1:10: .{1,300}$/m,
    ],
  ])("that %s", async (_, content, exit, message) => {
    await cli.write("g.grader.json", content);
    expectOneMessage(await cli.run(["run", "g.grader.json", "--model-sample", "a"]), exit, message);
  });

  it.each<[string, string, RegExp]>([
    ["a missing file", "gone.grader.json", /^graders: gone\.grader\.json: there is no such file\.$/m],
    [
      "a directory",
      "folder.grader.json",
      /^graders: folder\.grader\.json: it is a directory: name the file in it/,
    ],
    ["a path through a file", "good.grader.json/a.json", /a part of its path is a file/],
  ])("that is %s: 2", async (_, file, message) => {
    expectOneMessage(await cli.run(["run", file, "--model-sample", "a"]), 2, message);
    expectOneMessage(await cli.run(["validate", file]), 2, message);
  });

  it("that may not be read: 2", async () => {
    await cli.write("secret.grader.json", good);
    await chmod(path.join(cli.folder, "secret.grader.json"), 0);
    await chmod(path.dirname(cli.folder), 0o755);
    const asNobody = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const given = await cli.run(["run", "secret.grader.json", "--model-sample", "a"], asNobody);
    expectOneMessage(given, 2, /^graders: secret\.grader\.json: it may not be opened: check its permissions/);
  });

  it("that is too large: 2, without reading it", async () => {
    await cli.write("huge.grader.json", "");
    await truncate(path.join(cli.folder, "huge.grader.json"), 600 * 1024 * 1024);
    const given = await cli.run(["run", "huge.grader.json", "--model-sample", "a"]);
    expectOneMessage(given, 2, /^graders: huge\.grader\.json: the file is larger than 512 MB/);
  });

  it("that never ends: 2", async () => {
    const given = await cli.run(["run", "/dev/zero", "--model-sample", "a"]);
    expectOneMessage(given, 2, /^graders: \/dev\/zero: it is a device, and no file\./);
  });

  it("with a byte order mark is graded, and the mark named", async () => {
    await cli.write("marked.grader.json", `\ufeff${text}`);
    const { code, stdout, stderr } = await cli.run([
      "run",
      "marked.grader.json",
      "--model-sample",
      "a",
      "--item",
      '{"answer":"a"}',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("scored");
    expect(stderr).toMatch(
      /^marked\.grader\.json: begins with a byte order mark.*Save it as UTF-8 without one\.\n$/,
    );
  });

  it("with a key that stands twice is graded by the last one, and the place named", async () => {
    await cli.write("twice.grader.json", `{\n  "operation": "ne",\n${text.slice(2)}`);
    const { code, stderr } = await cli.run([
      "run",
      "twice.grader.json",
      "--model-sample",
      "a",
      "--item",
      '{"answer":"a"}',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^twice\.grader\.json:6:3: The key "operation" stands twice.*\n$/);
  });
});

describe("a samples file", () => {
  it.each<[string, string, string | Buffer, RegExp]>([
    [
      "has a broken line 3",
      "s.jsonl",
      `${row}\n${row}\n{"item": {}, "model_sample": }\n${row}`,
      /^graders: s\.jsonl:3:30: A value is expected/,
    ],
    ["has a trailing comma", "s.jsonl", '{"model_sample": "a",}', /^graders: s\.jsonl:1:2\d: /],
    [
      "has a row that is no object",
      "s.jsonl",
      `${row}\n["a"]`,
      /^graders: s\.jsonl:2:1: .*A row is a JSON object/,
    ],
    [
      "has an output that is no text",
      "s.jsonl",
      '{"item": {}, "model_sample": 42}',
      /^graders: s\.jsonl:1:30: .*model_sample is a text/,
    ],
    [
      "has both outputs",
      "s.jsonl",
      '{"model_sample": "a", "sample": {}}',
      /^graders: s\.jsonl:1:1: .*not both: remove one/,
    ],
    [
      "has no output",
      "s.jsonl",
      `${row}\n{"item": {}}`,
      /^graders: s\.jsonl:2:1: The row has no output\. Nothing was graded/,
    ],
    ["is empty", "s.jsonl", "", /^graders: s\.jsonl: there is no sample in it\. Add a row/],
    ["has an empty array", "s.json", "[]", /^graders: s\.json: there is no sample in it\. Add a row/],
    [
      "is JSON over many lines",
      "s.jsonl",
      JSON.stringify([JSON.parse(row)], null, 2),
      /^graders: s\.jsonl:1:1: .*NAME\.samples\.json/,
    ],
    ["is cut off", "s.json", `[${row},`, /^graders: s\.json:1:\d+: /],
    ["has a text as a row", "s.json", `[\n${row},\n"a"]`, /^graders: s\.json:3:1: .*A row is a JSON object/],
    [
      "has Infinity",
      "s.jsonl",
      '{"item": {"n": Infinity}, "model_sample": "a"}',
      /^graders: s\.jsonl:1:16: "Infinity" is no JSON value/,
    ],
    ["is UTF-16", "s.jsonl", utf16(row), /^graders: s\.jsonl: the file is UTF-16/],
    [
      "is Latin-1",
      "s.jsonl",
      Buffer.from(`${row}\n{"model_sample": "é"}`, "latin1"),
      /^graders: s\.jsonl:2:19: the byte 0xE9/,
    ],
    ["is binary", "s.jsonl", Buffer.from([0, 1, 2, 3]), /^graders: s\.jsonl: .*binary/],
    ["is deep", "s.jsonl", `{"item": ${"[".repeat(100_000)}`, /^graders: s\.jsonl:1:\d+: Nested deeper/],
  ])("that %s is refused under --strict: 2", async (_, name, content, message) => {
    await cli.write(name, content);
    const args = ["run", "good.grader.json", "--samples", name, "--strict"];
    expectOneMessage(await cli.run(args), 2, message);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["is missing", ["--samples", "gone.jsonl"], /^graders: gone\.jsonl: there is no such file/],
    ["is a directory", ["--samples", "folder.jsonl"], /^graders: folder\.jsonl: it is a directory/],
    [
      "is not beside the grader",
      [],
      /^graders: good\.grader\.json: there is no good\.samples\.jsonl beside it.*--model-sample/,
    ],
  ])("that %s: 2", async (_, args, message) => {
    expectOneMessage(await cli.run(["run", "good.grader.json", ...args]), 2, message);
  });

  it("that expects what nobody knows is graded, and the place named", async () => {
    await cli.write("s.jsonl", '{"item": {"answer": 1}, "model_sample": "a", "expect": {"rewards": 1}}');
    const { code, stderr } = await cli.run(["run", "good.grader.json", "--samples", "s.jsonl"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^s\.jsonl:1:57: .*rewards.*\n$/);
  });

  it("without the row that was asked for: 2, with the names there are", async () => {
    await cli.write("s.jsonl", `{"name": "one", "item": {"answer": "a"}, "model_sample": "a"}`);
    for (const wanted of ["two", "2", "0", "-1", "1.5", ""]) {
      const given = await cli.run(["run", "good.grader.json", "--samples", "s.jsonl", `--sample=${wanted}`]);
      expectOneMessage(given, 2, /^graders: s\.jsonl has no sample .*from 1 to 1 or a name.*"one"/);
    }
  });
});

describe("an argument", () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      "--item that is no JSON",
      ["--model-sample", "a", "--item", '{"answer": a}'],
      /^graders: --item:1:12: "a" is no JSON value/,
    ],
    [
      "--item of a broken file",
      ["--model-sample", "a", "--item", "@broken.json"],
      /^graders: broken\.json:2:1: /,
    ],
    ["--row that is no JSON", ["--row", "{"], /^graders: --row:1:\d: /],
    ["--row that is an array", ["--row", "[]"], /^graders: --row: one row is a JSON object/],
    ["--row of a broken file", ["--row", "@broken.json"], /^graders: broken\.json:2:1: /],
    [
      "@ of a file that is missing",
      ["--model-sample", "@gone.txt"],
      /^graders: gone\.txt: there is no such file/,
    ],
    [
      "@ of a file that is no text",
      ["--model-sample", "@latin.txt"],
      /^graders: latin\.txt:1:4: the byte 0xE9/,
    ],
  ])("%s: 2", async (_, args, message) => {
    await cli.write("broken.json", '{"a": 1,\n');
    await cli.write("latin.txt", Buffer.from("caf\u00e9", "latin1"));
    expectOneMessage(await cli.run(["run", "good.grader.json", ...args]), 2, message);
  });

  it("standard input that is no UTF-8: 2", async () => {
    const given = await cli.run(["run", "good.grader.json", "--model-sample", "-"], {
      stdin: Buffer.from("caf\u00e9", "latin1"),
    });
    expectOneMessage(given, 2, /^graders: standard input:1:4: the byte 0xE9/);
  });
});

describe("recordings", () => {
  it("with a broken line are read without it, and the line named", async () => {
    await cli.write("j.grader.json", {
      type: "score_model",
      model: "m",
      input: [{ role: "user", content: "{{sample.output_text}}" }],
    });
    await cli.write("j.judge.jsonl", '{"request_hash": "a", "content": "{}"}\n{broken\n');
    const { code, stderr } = await cli.run(["run", "j.grader.json", "--model-sample", "a"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^j\.judge\.jsonl: Line 2: .+\n$/);
  });
});
