import { readFile, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { SIMILARITY_METRICS, STRING_OPERATIONS } from "../../../src/core/grader/types";
import { commandLine, type CommandLine } from "../../support/cli";
import { jsonLines } from "./support";

// Long files are read, graded and written down in parts by the engine's threads; what comes through a pipe is graded
// row by row.

const METRICS = SIMILARITY_METRICS.filter((metric) => metric !== "cosine");
const input = "{{sample.output_text}}";
const reference = "{{item.a}}";
const check = (operation: string) => ({ type: "string_check", name: operation, input, reference, operation });
const similar = (evaluation_metric: string) => ({
  ...{ type: "text_similarity", name: evaluation_metric, input, reference, evaluation_metric },
  pass_threshold: 0.5,
});
const subGraders = Object.fromEntries(
  [...METRICS.map(similar), ...STRING_OPERATIONS.map(check)].map((sub) => [sub.name, sub]),
);

const GRADERS: Readonly<Record<string, object>> = {
  string_check: check("eq"),
  text_similarity: similar("rouge_l"),
  multi: {
    ...{ type: "multi", name: "all", graders: subGraders },
    calculate_output: `(${METRICS.join(" + ")}) / ${METRICS.length}`,
  },
  eval: {
    name: "e",
    testing_criteria: [
      check("eq"),
      similar("bleu"),
      { type: "multi", name: "m", graders: { a: check("ilike") }, calculate_output: "a" },
    ],
  },
};

const pad = "é\u001b😀\u202e".repeat(6_000);
const ROWS = [
  { item: { a: "one two three" }, model_sample: "one two three" },
  { name: "near \u001b[31m", item: { a: "the bright bird sings" }, model_sample: "a smart bird sang" },
  { item: {}, model_sample: "no a" },
  { item: {}, model_sample: "no a", expect: { errors: ["invalid_variable_error"] } },
  { item: { a: "x" }, model_sample: "y", expect: { reward: 1 } },
  { item: { a: "1.0" }, sample: { output_text: "1.0" }, expect: { reward: { min: 0.1 } } },
  { item: { a: "\u2028\u001b[2J" }, model_sample: "\u2028\u001b[2J" },
];
const long = `\ufeff${Array.from({ length: 30 }, () =>
  ROWS.map((row) => JSON.stringify({ ...row, item: { ...row.item, pad } })).join("\r\n"),
).join("\n\n \n")}`;

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await symlink(path.resolve("data/wordnet"), path.join(path.dirname(cli.script), "wordnet"));
  for (const [name, grader] of Object.entries(GRADERS))
    await cli.write(name === "eval" ? "eval.eval.json" : `${name}.grader.json`, grader);
  await cli.write("long.samples.jsonl", long);
});

const fileOf = (name: string) => (name === "eval" ? "eval.eval.json" : `${name}.grader.json`);
const timeless = (text: string) => text.replace(/"execution_time":[\d.e-]+/g, '"execution_time":0');

describe("a long file, graded in parts", () => {
  it.each(Object.keys(GRADERS).flatMap((name) => ["json", "text"].map((format) => [name, format] as const)))(
    "gives what it gives row by row: %s, %s",
    async (name, format) => {
      const args = ["run", fileOf(name), "--format", format];
      const inParts = await cli.run([...args, "--samples", "long.samples.jsonl"]);
      const byRow = await cli.run([...args, "--samples", "/dev/stdin"], { stdin: long.slice(1) });
      expect(timeless(inParts.stdout)).toBe(timeless(byRow.stdout));
      expect({ code: inParts.code, stderr: inParts.stderr }).toEqual({
        code: byRow.code,
        stderr: byRow.stderr,
      });
      expect(inParts.stdout.split("\n").length).toBeGreaterThan(30 * ROWS.length);
    },
    120_000,
  );

  it("gives the same with one thread", async () => {
    const args = ["run", fileOf("multi"), "--format", "json", "--samples", "long.samples.jsonl"];
    const [two, one] = [await cli.run(args), await cli.run([...args, "--concurrency", "1"])];
    expect(timeless(one.stdout)).toBe(timeless(two.stdout));
  }, 120_000);

  it("is refused as a whole by --strict where a row is at fault, at its place, before anything is graded", async () => {
    await cli.write("bad.samples.jsonl", `${long}\n{"item": {}}\n`);
    const { code, stdout, stderr } = await cli.run([
      "run",
      fileOf("string_check"),
      "--samples",
      "bad.samples.jsonl",
      "--strict",
    ]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("bad.samples.jsonl:269:1: The row has no output.");
  }, 60_000);

  it("stops with its name where it changes meanwhile", async () => {
    const name = "changing.samples.jsonl";
    const row = JSON.stringify({ item: { a: "word ".repeat(2000) }, model_sample: "words ".repeat(2000) });
    await cli.write(name, `${row}\n`.repeat(1500));
    const child = cli.start(["run", fileOf("text_similarity"), "--samples", name, "--format", "json"]);
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const file = path.join(cli.folder, name);
    await truncate(file, (await readFile(file)).length / 2);
    await writeFile(file, "{", { flag: "r+" });
    child.stdout.resume();
    expect(await ended).toBe(2);
    expect(complaints).toBe(`graders: ${name}: the file was changed while it was graded.\n`);
  }, 120_000);

  it("makes an error of the one row for which a thread has not memory enough", async () => {
    const quick = { item: { a: "abc" }, model_sample: "abc" };
    const words = (seed: number) => Array.from({ length: 400_000 }, (_, i) => (i * seed) % 999_983).join(" ");
    const huge = { item: { a: words(31) }, model_sample: words(37) };
    const padded = { ...quick, item: { ...quick.item, pad: "x".repeat(250_000) } };
    const rows = [quick, quick, huge, quick, ...Array<object>(36).fill(padded)];
    await cli.write("bleu.grader.json", similar("bleu"));
    await cli.write("huge.samples.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    const args = ["run", "bleu.grader.json", "--samples", "huge.samples.jsonl", "--format", "json"];
    const { code, stdout } = await cli.run(args, { env: { NODE_OPTIONS: "--max-old-space-size=64" } });
    expect(code).toBe(3);
    expect(jsonLines(stdout).map(({ reward, error }) => reward ?? error?.reason)).toEqual(
      rows.map((row) => (row === huge ? "server" : 1)),
    );
  }, 120_000);
});
