import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  graderStem,
  isGraderFileName,
  pairedSamplesNames,
  recordingsName,
} from "../../src/core/grader/fileNames";
import { readGraderDocument } from "../../src/core/grader/document";
import { GRADER_TYPES } from "../../src/core/grader/types";
import { readRecordings } from "../../src/core/judge/recordings";
import { gradersIn } from "../../src/core/validate/graders";
import { builtCommandLine } from "../support/builtCommandLine";

const EXAMPLES = "examples";
const files = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" })
  .filter((file) => basename(file).includes("."))
  // Runs that somebody recorded by hand are no examples.
  .filter((file) => !file.includes(".graders"));
const graders = files.filter((file) => isGraderFileName(file) || file.endsWith(".eval.json"));
const ENDPOINT = "endpoint/part-number.grader.json";

let commandLine = "";
/** A copy of the examples, in which the endpoint has a port that is surely free. */
let folder = "";
let service: ChildProcess | undefined;

beforeAll(async () => {
  commandLine = await builtCommandLine("test-examples");
  folder = await mkdtemp(join(tmpdir(), "graders-examples-"));
  await cp(EXAMPLES, folder, { recursive: true });
  service = spawn(process.execPath, [join(EXAMPLES, "endpoint/server.mjs"), "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(service.stdout!, "data")) as [Buffer];
  const port = /:(\d+)\//.exec(String(line))?.[1];
  const grader = await readFile(join(EXAMPLES, ENDPOINT), "utf8");
  await writeFile(join(folder, ENDPOINT), grader.replace(":8123/", `:${String(port)}/`));
});

afterAll(async () => {
  service?.kill();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly lines: readonly Line[];
  readonly stderr: string;
}

/** What of the command line's JSON is looked at here. */
interface Line {
  readonly metadata: { readonly errors: Readonly<Record<string, unknown>> };
  readonly diagnostics: {
    readonly sample: { readonly name?: string };
    readonly expectation?: { readonly passed: boolean; readonly reasons: readonly string[] };
  };
}

/** Runs the command line without any key in its environment. */
function run(...args: string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [commandLine, ...args, "--format", "json"],
      { env },
      (error, stdout, stderr) => {
        const lines = stdout.split("\n").filter((line) => line !== "");
        done({
          code: error ? Number(error.code) : 0,
          lines: lines.map((line) => JSON.parse(line) as Line),
          stderr,
        });
      },
    );
  });
}

describe.each(graders)("%s", (grader) => {
  test("is valid, with no finding of any severity", async () => {
    const { code, lines, stderr } = await run("validate", join(folder, grader));
    expect(lines).toMatchObject([{ valid: true, problems: [] }]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("gives the rewards that were worked out by hand, for named samples", async () => {
    const { code, lines, stderr } = await run("run", join(folder, grader));
    const unmet = lines.filter(({ diagnostics }) => diagnostics.expectation?.passed !== true);
    expect(unmet.map(({ diagnostics }) => diagnostics)).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const names = lines.map(({ diagnostics }) => diagnostics.sample.name);
    expect(new Set(names).size).toBeGreaterThanOrEqual(5);
    expect(new Set(names).size).toBe(lines.length);
  });
});

describe("the examples together", () => {
  test("show every type, as a grader or in a multi", async () => {
    const documents = await Promise.all(
      graders
        .filter(isGraderFileName)
        .map(async (grader) => readGraderDocument(grader, await readFile(join(EXAMPLES, grader), "utf8"))),
    );
    const types = new Set(documents.flatMap((document) => gradersIn(document).map(({ type }) => type)));
    for (const { type } of documents) types.add(type);
    expect([...types].sort()).toEqual([...GRADER_TYPES].sort());
  });

  test.each(files.filter((file) => file !== "README.md"))("the README says what %s is for", async (file) => {
    expect(await readFile(join(EXAMPLES, "README.md"), "utf8")).toContain(`(${file})`);
  });

  test.each(files.filter((file) => file.endsWith(".judge.jsonl")))(
    "%s answers each sample once",
    async (file) => {
      const grader = graders.find((name) => join(dirname(name), recordingsName(name)) === file)!;
      const [samples = ""] = pairedSamplesNames(grader);
      const rows = (await readFile(join(EXAMPLES, samples), "utf8")).trimEnd().split("\n");
      const { recordings, problems } = readRecordings(await readFile(join(EXAMPLES, file), "utf8"));
      expect(problems).toEqual([]);
      expect(recordings.size).toBe(rows.length);
    },
  );

  test("training rows have no output, and are not graded as if it were empty", async () => {
    const training = join(folder, "math-training.samples.jsonl");
    const ran = await run("run", join(folder, "math-answer.grader.json"), "--samples", training);
    expect(ran.code).toBe(3);
    expect(ran.lines).toMatchObject([{ error: { reason: "no-output" } }, { error: { reason: "no-output" } }]);
    const strict = await run(
      "run",
      join(folder, "math-answer.grader.json"),
      "--samples",
      training,
      "--strict",
    );
    expect(strict).toMatchObject({ code: 2, lines: [] });
    expect(strict.stderr).toContain("The row has no output. (and 1 more rows)");
  });

  test("the job's typo is all that preflight finds", async () => {
    const file = (name: string) => join(folder, "job", name);
    const data = ["--train", file("train.jsonl"), "--valid", file("valid.jsonl")];
    const args = ["preflight", "--job", file("ticket-intent.job.json"), ...data];
    const { stdout, code } = await new Promise<{ stdout: string; code: unknown }>((resolve) => {
      execFile(process.execPath, [commandLine, ...args], (error, out) => {
        resolve({ stdout: out, code: error?.code });
      });
    });
    expect(code).toBe(1);
    expect(stdout.match(/^✗.*$/gm)).toEqual([
      expect.stringContaining("item.intent has no value in some rows"),
    ]);
    expect(stdout).toMatch(/train\.jsonl:4:1: This row has no item\.intent/);
  });

  test("the endpoint's rows are errored where its service does not answer", async () => {
    const copy = join(folder, `closed-${basename(ENDPOINT)}`);
    // Port 1 is refused on loopback: nothing listens there without being root's.
    const grader = (await readFile(join(EXAMPLES, ENDPOINT), "utf8")).replace(":8123/", ":1/");
    await writeFile(copy, grader);
    const samples = join(folder, dirname(ENDPOINT), `${graderStem(ENDPOINT)}.samples.jsonl`);
    const { code, lines } = await run("run", copy, "--samples", samples);
    expect(code).toBe(3);
    for (const { metadata } of lines) expect(metadata.errors.endpoint_grader_server_error).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });
});
