import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseJudge, type JudgeChoice } from "../../../../src/core/judge/chooseJudge";
import type { JudgeRequest } from "../../../../src/core/judge/judgeClient";
import {
  openRecordings,
  readRecordings,
  recordingJudge,
  replayJudge,
} from "../../../../src/core/judge/recordings";
import { requestHash } from "../../../../src/core/judge/requestHash";
import { gradeRow, judgeAt } from "../../../support/engine";
import { memoryLines } from "../../../support/memoryLines";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../../support/judgeServer";

let server: JudgeServer;
beforeAll(async () => void (server = await startJudgeServer()));
beforeEach(() => server.replyWith(completion(verdict(0.75))));
afterAll(() => server.close());

const score = {
  type: "score_model",
  model: "gpt-4.1-2025-04-14",
  input: [{ role: "user", content: "Grade: {{sample.output_text}}" }],
};
const row = { item: {}, model_sample: "Hello." };

function live() {
  return judgeAt(server.baseUrl, { targetFor: () => ({ baseUrl: server.baseUrl, model: "llama3.1" }) });
}

async function record(...samples: string[]): Promise<string[]> {
  const lines: string[] = [];
  const judge = recordingJudge(live(), (line) => Promise.resolve(void lines.push(line)));
  for (const model_sample of samples) await gradeRow(score, { item: {}, model_sample }, { judge });
  return lines;
}

describe("a recorded judge", () => {
  it("gives the recorded result again, without a call", async () => {
    const judge = recordingJudge(live(), () => Promise.resolve());
    const recorded = await gradeRow(score, row, { judge });
    const [line = ""] = await record("Hello.");
    const calls = server.requests.length;
    const { recordings, problems } = readRecordings(line);
    expect(problems).toEqual([]);
    const replayed = await gradeRow(score, row, { judge: replayJudge(recordings, "a.judge.jsonl") });
    expect(server.requests).toHaveLength(calls);
    expect(replayed.reward).toBe(recorded.reward);
    expect(replayed.metadata).toEqual({
      ...recorded.metadata,
      name: replayed.metadata.name,
      execution_time: replayed.metadata.execution_time,
    });
    const { origin, ...kept } = recorded.diagnostics.judge!;
    expect(origin).toBe(server.origin);
    expect(replayed.diagnostics.judge).toEqual({ ...kept, source: "recorded" });
    expect(replayed.diagnostics.basis).toBe("substitute judge");
  });

  it("keeps refusals and cut-off answers too", async () => {
    server.replyWith(completion(null, { refusal: "No." }), completion("{", { finish_reason: "length" }));
    const { recordings } = readRecordings((await record("one", "two")).join("\n"));
    const judge = replayJudge(recordings, "a.judge.jsonl");
    const flags = async (model_sample: string) =>
      (await gradeRow(score, { item: {}, model_sample }, { judge })).metadata.errors;
    expect(await flags("one")).toMatchObject({ model_grader_refusal_error_details: "No." });
    expect(await flags("two")).toMatchObject({ model_grader_exceeded_max_tokens_error: true });
  });

  it("keeps nothing of a judge that could not be asked", async () => {
    server.replyWith({ status: 401, body: "" });
    expect(await record("Hello.")).toEqual([]);
  });

  it("is errored where the request was not recorded, names the file and the mend, and calls nobody", async () => {
    const { recordings } = readRecordings((await record("Hello.")).join("\n"));
    const calls = server.requests.length;
    const { reward, metadata, diagnostics } = await gradeRow(
      score,
      { item: {}, model_sample: "Hello!" },
      { judge: replayJudge(recordings, "a.judge.jsonl") },
    );
    expect(reward).toBe(0);
    expect(metadata.errors.model_grader_server_error_details).toMatch(/a\.judge\.jsonl has no recorded/);
    expect(diagnostics.failures[0]?.mend).toMatch(/--judge record/);
    expect(server.requests).toHaveLength(calls);
  });
});

describe("a recordings file", () => {
  it("skips lines that are none and says which", () => {
    const good = JSON.stringify({ request_hash: "a", content: "{}" });
    const { recordings, problems } = readRecordings(`${good}\r\n\n{"request_hash": 1}\n[]\nnot json\n`);
    expect([...recordings.keys()]).toEqual(["a"]);
    expect(problems).toHaveLength(3);
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["Line 3", "Line 4", "Line 5"]);
  });

  it("lets the later of two answers count", () => {
    const line = (content: string) => JSON.stringify({ request_hash: "a", content });
    expect(readRecordings(`${line("old")}\n${line("new")}`).recordings.get("a")?.content).toBe("new");
  });

  it("takes no tokens from a line whose usage is none", () => {
    const line = JSON.stringify({ request_hash: "a", content: "", usage: { prompt_tokens: "many" } });
    expect(readRecordings(line).recordings.get("a")?.usage).toBeNull();
  });
});

describe("the hash of a request", () => {
  const request: JudgeRequest = {
    model: "m",
    messages: [{ role: "user", content: "a" }],
    response_format: { type: "json_schema", json_schema: { name: "n", strict: true } },
    sampling: { temperature: 0, seed: 1 },
  };

  it("does not change with the order of keys", async () => {
    const reordered: JudgeRequest = {
      sampling: { seed: 1, temperature: 0 },
      response_format: { json_schema: { strict: true, name: "n" }, type: "json_schema" },
      messages: [{ content: "a", role: "user" }],
      model: "m",
    };
    expect(await requestHash(reordered)).toBe(await requestHash(request));
    expect(await requestHash(request)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<JudgeRequest>]>([
    ["model", { model: "n" }],
    ["messages", { messages: [{ role: "user", content: "b" }] }],
    ["format", { response_format: null }],
    ["parameters", { sampling: { temperature: 1, seed: 1 } }],
  ])("changes with the %s", async (_, change) => {
    expect(await requestHash({ ...request, ...change })).not.toBe(await requestHash(request));
  });
});

describe("where answers come from", () => {
  async function sourceOf(choice: Partial<JudgeChoice>, isRecorded = true): Promise<string> {
    const lines = isRecorded ? await record("Hello.") : [];
    const before = lines.length;
    const calls = server.requests.length;
    const judge = chooseJudge({
      mode: undefined,
      judgeIsSet: false,
      live: live(),
      recordings: await openRecordings(memoryLines(lines), "a.judge.jsonl"),
      ...choice,
    });
    await gradeRow(score, row, { judge });
    return `${server.requests.length - calls} calls, ${lines.length - before} kept`;
  }

  it("is the judge, where nothing is recorded", async () => {
    expect(await sourceOf({}, false)).toBe("1 calls, 0 kept");
  });

  it.each<[Partial<JudgeChoice>, string]>([
    [{}, "0 calls, 0 kept"],
    [{ judgeIsSet: true }, "1 calls, 0 kept"],
    [{ mode: "replay", judgeIsSet: true }, "0 calls, 0 kept"],
    [{ mode: "record" }, "1 calls, 1 kept"],
    [{ mode: "live" }, "1 calls, 0 kept"],
  ])("%j: %s", async (choice, expected) => {
    expect(await sourceOf(choice)).toBe(expected);
  });
});
