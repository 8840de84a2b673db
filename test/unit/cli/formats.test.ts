import { parquetWriteBuffer } from "hyparquet-writer";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, jsonLines } from "./support";

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("exact.grader.json", exact);
});

const CSV = 'question,response,answer\nCapital?,Oslo,Oslo\n"Two, in one",Rome,Oslo\n';
const LINES = '{"response": "Oslo", "answer": "Oslo"}\n{"response": "Rome", "answer": "Oslo"}\n';

function parquet(): Buffer {
  const columnData = [
    { name: "response", data: ["Oslo", "Rome"], type: "STRING" as const },
    { name: "answer", data: ["Oslo", "Oslo"], type: "STRING" as const },
  ];
  return Buffer.from(parquetWriteBuffer({ columnData }));
}

async function rewards(args: readonly string[], stdin?: string | Buffer) {
  const run = ["run", "exact.grader.json", "--format", "json", ...args];
  const { stdout, stderr } = await cli.run(run, stdin === undefined ? {} : { stdin });
  return { rewards: jsonLines(stdout).map(({ reward }) => reward), stderr };
}

describe("samples in other formats", () => {
  it.each<[string, string | Buffer]>([
    ["rows.csv", CSV],
    ["rows.tsv", CSV.replaceAll('"Two, in one"', "Two").replaceAll(",", "\t")],
    ["rows.csv.gz", gzipSync(CSV)],
    ["rows.jsonl.gz", gzipSync(LINES)],
    ["rows.parquet", parquet()],
  ])("are graded from %s, and from standard input", async (name, content) => {
    const file = await cli.write(name, content);
    const wanted = {
      rewards: [1, 0],
      stderr: `${file}: The output is the column "response", which is a guess. Set it by --map output=COLUMN.\n`,
    };
    expect(await rewards(["--samples", file])).toEqual(wanted);
    expect((await rewards(["--samples", "-"], content)).rewards).toEqual([1, 0]);
  });

  it("are found beside the grader", async () => {
    await cli.write("paired.grader.json", exact);
    await cli.write("paired.samples.csv", CSV);
    expect((await cli.run(["run", "paired.grader.json"])).stdout).toContain("2 samples: 2 passed");
    expect((await cli.run(["validate", "paired.grader.json"])).stderr).toBe("");
  });

  it("are mapped as they are told", async () => {
    await cli.write("odd.csv", "a,b.c,output\nOslo,Oslo,x\n");
    const args = ["--samples", "odd.csv", "--map", "output=a", "--map", "item.answer=b.c"];
    expect(await rewards(args)).toEqual({ rewards: [1], stderr: "" });
    const { code, stderr } = await cli.run(["run", "exact.grader.json", "--map", "outptu=a"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--map takes output, label, group, name or item.NAME, = and a column");
  });

  it("are guessed by no column that the grader compares outputs with", async () => {
    await cli.write("compared.grader.json", { ...exact, reference: "{{item.response}}" });
    await cli.write("compared.csv", CSV);
    const { stderr } = await cli.run(["run", "compared.grader.json", "--samples", "compared.csv"]);
    expect(stderr).not.toContain("guess");
  });

  it("of one row are picked, and many take a file of their own", async () => {
    await cli.write("rows.csv", CSV);
    expect((await rewards(["--samples", "rows.csv", "--sample", "2"])).rewards).toEqual([0]);
    const long = `response,answer\n${`${"x".repeat(1000)},y\n`.repeat(9_000)}`;
    expect((await rewards(["--samples", "-"], long)).rewards).toHaveLength(9_000);
  });
});
