import fc from "fast-check";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromPlain, toPlain } from "../../../../../src/core/json/value";
import { readJson } from "../../../../../src/core/json/read";
import { readGraderDocument } from "../../../../../src/core/grader/document";
import { copyFormatsOf } from "../../../../../src/core/report/copyAs/formats";
import { copyAs } from "../../../../../src/core/report/copyAs/copyAs";
import { pythonLiteral } from "../../../../../src/core/report/copyAs/python";
import { shellWord } from "../../../../../src/core/report/copyAs/shell";
import type { RunResponse } from "../../../../../src/core/result/runResult";
import { startApiServer, type ApiServer } from "../../../../support/apiServer";
import { bundleCli, bundleThread } from "../../../../support/cli";
import { CLOSE, engineRun, EXACT, objectOf } from "../support";
import { AWKWARD, awkwardRun, hostedCopy } from "./cases";

const run = promisify(execFile);
const KEY = "sk-test-4fTq9ZbWm2Xc7Lr1";

let folder = "";
let server: ApiServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "graders-copy-"));
  server = await startApiServer();
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Run by a shell as a user's script. */
async function shell(script: string, env: Readonly<Record<string, string>> = {}, name = "sh") {
  const path = `${join(folder, "bin")}:${process.env.PATH ?? ""}`;
  const file = join(folder, "script.sh");
  await writeFile(file, script);
  return run(name, [file], { cwd: folder, env: { PATH: path, ...env }, maxBuffer: 1e7 });
}

describe("the curl line", () => {
  test.each([
    ["openai", "/v1", "OPENAI_API_KEY", { authorization: `Bearer ${KEY}` }],
    ["foundry", "/openai/v1", "AZURE_OPENAI_API_KEY", { "api-key": KEY }],
    ["custom", "/v1", "GRADERS_API_KEY", { authorization: `Bearer ${KEY}` }],
  ] as const)("of %s runs the grader", async (id, path, variable, headers) => {
    const context = hostedCopy(id, `${server.url}${path}`);
    const text = copyAs("curl", context);
    expect(text).not.toContain(KEY);
    for (const name of ["sh", "bash"]) {
      const { stdout } = await shell(text, { [variable]: KEY, HOME: "/somewhere" }, name);
      const request = server.requests.at(-1)!;
      expect(request.path).toBe(`${path}/fine_tuning/alpha/graders/run`);
      expect(request.headers).toMatchObject(headers);
      expect(readJson(request.body)).toEqual(readJson(copyAs("json", context)));
      expect((JSON.parse(stdout) as RunResponse).reward).toBe(1);
    }
  });
});

describe("the graders line", () => {
  beforeAll(async () => {
    await bundleCli(folder);
    await bundleThread(folder);
    const { document } = await awkwardRun();
    await writeFile(join(folder, "test.grader.json"), document.json.text);
    await run("mkdir", ["-p", join(folder, "bin")]);
    const command = `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(join(folder, "cli.mjs"))} "$@"\n`;
    await writeFile(join(folder, "bin", "graders"), command, { mode: 0o755 });
  });

  /** The text arrived as it was where the check scores 1 and shows it as rendered. */
  async function expectArrived(text: string) {
    const line = copyAs("command-line", await awkwardRun(text)).replace(
      "graders run",
      "graders run --format=json",
    );
    const { stdout } = await shell(line);
    const { reward, diagnostics } = JSON.parse(stdout) as Awaited<ReturnType<typeof awkwardRun>>["result"];
    expect(reward).toBe(1);
    expect(diagnostics.rendered[0]?.text).toBe(text);
  }

  test.each([
    ["an awkward text", AWKWARD],
    ["a text like a file's name", "@file"],
    ["a text with two @", "@@file"],
    ["a text like an option", "--help"],
    ["a lone hyphen", "-"],
    ["an empty text", ""],
    ["a NUL", "a\0b"],
    ["a carriage return", "a\r\nb\r"],
    ["a long text", "it's long ".repeat(20_000)],
  ])("brings %s over", async (_, text) => {
    await expectArrived(text);
  });

  test("brings a whole sample over", async () => {
    const grader = {
      type: "string_check",
      name: "tools",
      input: "{{sample.output_tools[0].function.name}}",
      reference: "{{item.answer}}",
      operation: "eq",
    };
    const sample = { output_text: "it's", output_tools: [{ function: { name: "look-up" } }] };
    const context = await engineRun(grader, { item: { answer: "look-up" }, sample });
    await writeFile(join(folder, "tools.grader.json"), context.document.json.text);
    const line = copyAs("command-line", { ...context, graderFile: "tools.grader.json" });
    const { stdout } = await shell(line);
    expect(stdout).toContain("1.00");
    expect(stdout).toContain("look-up");
  });

  test("names a grader within its file", async () => {
    const text = JSON.stringify({ "it's": [{ "a/b": EXACT }, { ...EXACT, operation: "ne" }] });
    await writeFile(join(folder, "my rewards.json"), text);
    const context = await engineRun(EXACT, { item: { answer: "a" }, model_sample: "a" });
    const document = readGraderDocument("my rewards.json", text, { base: ["it's", 0, "a/b"] });
    const line = copyAs("command-line", { ...context, document, graderFile: "my rewards.json" });
    expect(line).toContain("my rewards.json#/it");
    expect((await shell(line)).stdout).toContain("1.00");
  });

  test("runs an eval as a whole", async () => {
    const similar = { ...CLOSE, pass_threshold: 0.9 };
    const context = await engineRun(
      { testing_criteria: [EXACT, similar] },
      { item: { answer: "a" }, model_sample: "a" },
    );
    await writeFile(join(folder, "x.eval.json"), context.document.json.text);
    const line = copyAs("command-line", { ...context, graderFile: "x.eval.json" });
    expect((await shell(line)).stdout).toContain("2 of 2 criteria passed");
    expect(copyFormatsOf(context.result).map(({ id }) => id)).toEqual([
      "command-line",
      "markdown",
      "powershell-command-line",
    ]);
  });

  test("asks the hosted provider that was asked", async () => {
    const context = hostedCopy("custom", `${server.url}/v1`);
    const { stdout } = await shell(copyAs("command-line", context), { GRADERS_API_KEY: KEY });
    expect(stdout).toContain("1.00");
    expect(readJson(server.requests.at(-1)!.body)).toEqual(readJson(copyAs("json", context)));
  });
});

test("any text is one word to a shell", async () => {
  const character = fc.oneof(
    fc.constantFrom(...Array.from("'\"\\$`!~*?#&;|<>(){}[]=% \n\t-@")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  );
  const text = fc.array(character, { maxLength: 12 }).map((parts) => parts.join("").replaceAll("\0", ""));
  const texts = fc.sample(text, 300);
  const script = `printf '%s\\0' ${texts.map(shellWord).join(" ")}`;
  const { stdout } = await shell(script);
  expect(stdout.split("\0").slice(0, -1)).toEqual(texts);
});

const python = await run("python3", ["--version"]).then(
  () => true,
  () => false,
);

describe.runIf(python)("the Python script", () => {
  const READ =
    "import ast, json, sys; print(json.dumps([ast.literal_eval(t) for t in json.load(sys.stdin)]))";

  async function evaluate(literals: readonly string[]): Promise<unknown> {
    await writeFile(join(folder, "literals.json"), JSON.stringify(literals));
    const { stdout } = await shell(`python3 -c '${READ}' < literals.json`);
    return JSON.parse(stdout);
  }

  test("parses", async () => {
    const texts = [
      copyAs("python", await awkwardRun()),
      copyAs("python", hostedCopy("foundry", "https://x.openai.azure.com/openai/v1")),
    ];
    for (const text of texts) {
      await writeFile(join(folder, "copied.py"), text);
      await shell('python3 -c \'import ast; ast.parse(open("copied.py", encoding="utf-8").read())\'');
    }
    expect(texts[0]).toContain("client = OpenAI()  # reads OPENAI_API_KEY");
    expect(texts[1]).toContain('api_key=os.environ["AZURE_OPENAI_API_KEY"]');
  });

  test("holds every JSON value as it is", async () => {
    const values = fc.sample(fc.jsonValue({ maxDepth: 4 }), 200);
    const plain = values.map((value) => toPlain(fromPlain(value)));
    expect(await evaluate(values.map((value) => pythonLiteral(fromPlain(value), "    ")))).toEqual(plain);
  });

  test("keeps digits and special values", async () => {
    const value = objectOf(
      '{"a": 1.0, "b": 12345678901234567890, "c": [true, false, null], "d": "\\u0000\\ud83d"}',
    );
    expect(pythonLiteral(value)).toBe(
      '{\n    "a": 1.0,\n    "b": 12345678901234567890,\n    "c": [\n        True,\n        False,\n        None,\n    ],\n    "d": "\\u0000\\ud83d",\n}',
    );
    expect(await evaluate([pythonLiteral("\0\ud83d\u2028\u007f/\"'\\")])).toEqual([
      "\0\ud83d\u2028\u007f/\"'\\",
    ]);
  });
});
