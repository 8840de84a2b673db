import { once } from "node:events";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { jsonLines } from "./support";

const fuzzy = {
  type: "text_similarity",
  name: "fuzzy",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  evaluation_metric: "fuzzy_match",
};

/** Texts of few letters are the slowest to compare: these take a minute. */
const letters = (seed: number) =>
  Array.from({ length: 400_000 }, (_, i) => "abcde".charAt(((i * seed) ^ (i >> 3)) % 5)).join("");
const slow = { item: { a: letters(31) }, model_sample: letters(37) };
const quick = { item: { a: "abc" }, model_sample: "abc" };

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("fuzzy.grader.json", fuzzy);
  for (const [name, tail] of Object.entries(TAILS)) {
    await cli.write(`${name}.mixed.samples.jsonl`, lines([quick, slow, quick, slow, quick, quick, ...tail]));
    await cli.write(`${name}.last.samples.jsonl`, lines([quick, quick, quick, slow, ...tail]));
  }
});

/** A file that is long enough is read and graded in parts, by the threads themselves. */
const TAILS = { short: [], long: Array(36).fill({ ...quick, item: { a: "abc", pad: "x".repeat(250_000) } }) };
const FILES = Object.keys(TAILS) as readonly (keyof typeof TAILS)[];

function lines(rows: readonly object[]): string {
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

/** The command up to its third line, while it computes the fourth. */
async function computing(file: string) {
  const args = ["run", "fuzzy.grader.json", "--samples", `${file}.last.samples.jsonl`, "--format", "json"];
  const child = cli.start(args);
  let printed = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += (chunk as Buffer).toString();
    if (printed.split("\n").length > 3) break;
  }
  return { child, printed };
}

describe.each(FILES)("a row that computes for long in a %s file", (file) => {
  it("ends at the time limit, and no other row is told of it", async () => {
    const args = ["--samples", `${file}.mixed.samples.jsonl`, "--format", "json", "--timeout", "3"];
    const { code, stdout } = await cli.run(["run", "fuzzy.grader.json", ...args]);
    expect(code).toBe(3);
    const rows = jsonLines(stdout);
    expect(rows.map(({ reward, error }) => reward ?? error?.reason)).toEqual([
      1,
      "timeout",
      1,
      "timeout",
      1,
      1,
      ...TAILS[file].map(() => 1),
    ]);
    expect(rows[1]?.error?.message).toBe("The run took longer than 3 s and was stopped.");
  }, 120_000);

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("hears %s: 130", async (signal) => {
    const { child } = await computing(file);
    const end = finished(child);
    child.kill(signal);
    expect(await end).toMatchObject({ code: 130, stderr: "" });
  });

  it("has not kept back what was graded before it, should the command be killed", async () => {
    const { child, printed } = await computing(file);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(jsonLines(printed).map(({ reward }) => reward)).toEqual([1, 1, 1]);
  });
});
