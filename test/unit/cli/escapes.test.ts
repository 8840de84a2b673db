import { spawn, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer } from "../../support/judgeServer";
import { exact, tone } from "./support";

/** Sets a title, clears the screen, colours, hides, goes back, overwrites, turns around, and is not seen. */
const EVIL =
  "\u001b]0;title\u0007\u001b[2J\u001b[8m\u009b31m\u009d\u0090\r\b\u007f\u0085\u061c\u200e\u202e\u2067\u200b\u2060\ufeff\u2028\u2029\u00ad\u{e0041}\n✓   1      1.00  forged";
/** What EVIL has, and what it stands for. */
const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e0fff}\p{Cs}]/u;

const name = (words: string) => words + EVIL.replaceAll("/", "");

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine({ sandbox: true });
});

/** Runs a command in whose output `EVIL` is visible. */
async function expectVisible(...call: Parameters<typeof expectTame>) {
  const { all } = await expectTame(...call);
  expect(all).toMatch(/\\u001b\]0;title\\u0007|\\u202e/);
}

/** Runs a command whose output is not obeyed. */
async function expectTame(args: readonly string[], options: Parameters<CommandLine["run"]>[1] = {}) {
  const { code, stdout, stderr } = await cli.run(args, options);
  const all = stdout + stderr;
  expect(OBEYED.exec(all), all).toBeNull();
  expect(all.split("\n").filter((line) => line.startsWith("✓   1      1.00  forged"))).toEqual([]);
  expect(code).not.toBeNull();
  return { stdout, all };
}

const row = { name: name("sample "), item: { answer: EVIL, [EVIL]: 1 }, model_sample: EVIL };
const python = (source: string) => ({ type: "python", name: name("python "), source });

describe("nothing is obeyed of", () => {
  it("a sample's name, values and keys, one or many", async () => {
    await cli.write("exact.grader.json", { ...exact, name: name("grader ") });
    await cli.write("exact.samples.json", [row, { ...row, expect: { reward: 0 } }]);
    await expectVisible(["run", "exact.grader.json"]);
    await expectVisible(["run", "exact.grader.json", "--sample", "1"]);
    await expectVisible(["run", "exact.grader.json", "--sample", name("none ")]);
  });

  it("names of fields, sub-graders and formulas", async () => {
    const sub = { ...exact, reference: `{{item.missing}} ${EVIL}` };
    const multi = { type: "multi", name: EVIL, graders: { [EVIL]: sub, b: exact }, calculate_output: "b" };
    await cli.write("multi.grader.json", multi);
    await cli.write("multi.samples.json", [row]);
    await expectVisible(["run", "multi.grader.json"]);
    await expectVisible(["validate", "multi.grader.json"]);
    await cli.write("odd.grader.json", {
      ...exact,
      [EVIL]: EVIL,
      operation: EVIL,
      reference: `{{item["${EVIL}`,
    });
    await expectTame(["run", "odd.grader.json", "--row", JSON.stringify(row)]);
    await expectVisible(["validate", "odd.grader.json"]);
  });

  it("a text that is no JSON, and samples that are none", async () => {
    await cli.write("broken.grader.json", `{"type": "string_check", ${EVIL}: 1}`);
    await expectTame(["validate", "broken.grader.json"]);
    await cli.write(
      "broken.samples.jsonl",
      `{"item": {}, "model_sample": "x", "expect": {"reward": ${JSON.stringify(EVIL)}}}\n{${EVIL}\n`,
    );
    await expectTame(["run", "exact.grader.json", "--samples", "broken.samples.jsonl"]);
  });

  it("what Python prints, raises and returns", async () => {
    const text = JSON.stringify(EVIL);
    const sources = [
      `import sys\ndef grade(sample, item):\n    print(${text})\n    print(${text}, file=sys.stderr)\n    return 1.0`,
      `def grade(sample, item):\n    raise ValueError(${text})`,
      `def grade(sample, item):\n    return ${text}`,
      `def grade(sample, item):\n    return type(${text}, (), {})()`,
    ];
    for (const source of sources) {
      await cli.write("code.grader.json", python(source));
      await expectVisible(["run", "code.grader.json", "--row", JSON.stringify(row)]);
    }
    await cli.write("code.grader.json", python(`def grade(sample, item):\n    x = "${EVIL}`));
    await expectTame(["validate", "code.grader.json"]);
  });

  it("file names, and arguments that are wrong", async () => {
    const file = name("my ");
    await expectVisible(["run", `${file}.grader.json`]);
    await expectVisible(["validate", `${file}.grader.json`, `${file}.job.json`]);
    await expectVisible(["run", "exact.grader.json", "--provider", EVIL]);
    await expectVisible(["run", "exact.grader.json", `--${EVIL}`]);
    await expectVisible([EVIL]);
    await expectTame(["run", "exact.grader.json", "--row", EVIL]);
    await mkdir(join(cli.folder, file));
    await cli.write(join(file, "a.grader.json"), { ...exact, operation: "no" });
    await expectVisible(["validate", join(file, "a.grader.json")]);
    await expectVisible(["run", join(file, "a.grader.json")]);
    const data = ["--train", `${file}.jsonl`, "--valid", `${file}.jsonl`, "--target", "openai-rft"];
    await expectVisible(["preflight", "exact.grader.json", ...data]);
  });

  it("rows that preflight reads", async () => {
    await cli.write(
      "train.jsonl",
      `${JSON.stringify({ messages: [{ role: EVIL, content: EVIL }], [EVIL]: 1 })}\n`,
    );
    const data = ["--train", "train.jsonl", "--valid", name("valid "), "--target", "openai-rft"];
    await expectVisible(["preflight", "exact.grader.json", ...data]);
  });

  it("a judge's answer, and a server's errors", async () => {
    const server = await startJudgeServer();
    await cli.write("judge.grader.json", tone);
    const run = [
      "run",
      "judge.grader.json",
      "--row",
      '{"item": {}, "model_sample": "x"}',
      "--no-judge-cache",
    ];
    const replies = [
      completion(EVIL),
      completion(JSON.stringify({ steps: [{ description: EVIL, conclusion: EVIL }], result: EVIL })),
      { status: 400, body: { error: { message: EVIL, type: EVIL, code: EVIL, param: EVIL } } },
      { status: 418, headers: { "content-type": "text/plain" }, body: EVIL },
    ];
    for (const reply of replies) {
      server.replyWith(reply);
      await expectTame([...run, "--judge-url", server.baseUrl]);
      await cli.write("endpoint.grader.json", { type: "endpoint", name: EVIL, url: server.origin });
      await expectTame(["run", "endpoint.grader.json", "--row", '{"item": {}, "model_sample": "x"}']);
    }
    const hosted = ["--provider", "custom", "--base-url", server.baseUrl];
    const env = { GRADERS_API_KEY: "sk-test" };
    await cli.write("one.grader.json", exact);
    const line = JSON.stringify({ item: { answer: "x" }, model_sample: "x" });
    server.replyWith(replies[2]!);
    await expectVisible(["run", "one.grader.json", "--row", line, ...hosted], { env });
    await expectVisible(["validate", "one.grader.json", ...hosted], { env });
    await server.close();
  });
});

describe("JSON", () => {
  it("has escapes in their place, and means the same", async () => {
    const { stdout } = await expectTame([
      "run",
      "exact.grader.json",
      "--samples",
      "exact.samples.json",
      "--format",
      "json",
    ]);
    const [line = ""] = stdout.split("\n");
    expect(JSON.parse(line)).toMatchObject({ diagnostics: { sample: { name: name("sample ") } } });
  });
});

const script = spawnSync("script", ["--version"]).status === 0;

it.runIf(script)("a terminal gets our own styles only", async () => {
  const command = [process.execPath, cli.script, "run", "exact.grader.json"]
    .map((word) => `'${word}'`)
    .join(" ");
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: cli.folder,
    env: { PATH: process.env.PATH, HOME: cli.folder, TERM: "xterm" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end();
  const { stdout } = await finished(child);
  expect(stdout).toContain("\u001b[31m✗\u001b[39m");
  const rest = stdout.replace(/\u001b\[\d+m|\r\n/g, "");
  expect(OBEYED.exec(rest), rest).toBeNull();
});
