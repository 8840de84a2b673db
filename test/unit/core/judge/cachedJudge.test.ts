import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cachedJudge } from "../../../../src/core/judge/cachedJudge";
import { chooseJudge } from "../../../../src/core/judge/chooseJudge";
import { openRecordings, readRecordings } from "../../../../src/core/judge/recordings";
import { openJudgeCache } from "../../../../src/node/files/judgeCache";
import { gradeRow, judgeAt } from "../../../support/engine";
import { memoryLines } from "../../../support/memoryLines";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../../support/judgeServer";

let server: JudgeServer;
let folder = "";
const warnings: string[] = [];
beforeAll(async () => void (server = await startJudgeServer()));
beforeEach(async () => {
  server.replyWith(completion(verdict(0.75)));
  folder = await mkdtemp(path.join(tmpdir(), "graders-cache-"));
  warnings.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(() => server.close());

const cache = () => openJudgeCache(folder, { warn: (message) => void warnings.push(message) });

function judge(model = "llama3.1", baseUrl = server.baseUrl) {
  const targetFor = () => ({ baseUrl, model });
  return cachedJudge(judgeAt(server.baseUrl, { targetFor }), cache(), targetFor);
}

const grader = (sampling_params: object, type = "score_model") => ({
  type,
  model: "gpt-4.1-2025-04-14",
  input: [{ role: "user", content: "Grade: {{sample.output_text}}" }],
  ...(type === "score_model" && { sampling_params }),
});

async function grade(sampling: object, model_sample = "Hello.", asked = judge()) {
  const before = server.requests.length;
  const result = await gradeRow(grader(sampling), { item: {}, model_sample }, { judge: asked });
  return {
    result,
    reward: result.reward,
    source: result.diagnostics.judge?.source,
    calls: server.requests.length - before,
  };
}

describe("a cached judge", () => {
  it.each([{ temperature: 0 }, { seed: 7 }, { temperature: 0.5, seed: 0 }])(
    "answers %j again without a call, as it did live",
    async (sampling) => {
      const first = await grade(sampling);
      const second = await grade(sampling);
      expect([first.source, first.calls, second.source, second.calls]).toEqual(["live", 1, "cached", 0]);
      const { metadata: a, diagnostics: live } = first.result;
      const { metadata: b, diagnostics: kept } = second.result;
      expect(kept).toEqual({ ...live, judge: { ...live.judge, source: "cached" } });
      expect(b).toEqual({ ...a, name: b.name, execution_time: b.execution_time });
    },
  );

  it.each([{}, { temperature: 0.2 }, { temperature: 1, top_p: 0.5 }])(
    "asks each time where the grader wants no same answer: %j",
    async (sampling) => {
      await grade(sampling);
      expect(await grade(sampling)).toMatchObject({ source: "live", calls: 1 });
    },
  );

  it("asks for another sample, another sampling, another model and another server", async () => {
    await grade({ temperature: 0 });
    expect(await grade({ temperature: 0 }, "Hello!")).toMatchObject({ calls: 1 });
    expect(await grade({ temperature: 0, top_p: 0.5 })).toMatchObject({ calls: 1 });
    expect(await grade({ temperature: 0 }, "Hello.", judge("qwen3"))).toMatchObject({ calls: 1 });
    const elsewhere = judge("llama3.1", server.baseUrl.replace("127.0.0.1", "localhost"));
    expect(await grade({ temperature: 0 }, "Hello.", elsewhere)).toMatchObject({ calls: 1 });
    expect(await grade({ temperature: 0 }, "Hello.", judge("llama3.1", `${server.baseUrl}/`))).toMatchObject({
      calls: 0,
    });
  });

  it("keeps repeats of one sample apart", async () => {
    const request = {
      model: "gpt-4.1",
      messages: [],
      response_format: {},
      sampling: { seed: 1 },
    };
    const { signal } = new AbortController();
    server.replyWith(completion(verdict(0.1)), completion(verdict(0.2)));
    const contents = [];
    for (const repeat of [0, 1, 0, 1]) {
      const answer = await judge().ask({ ...request, repeat }, signal);
      contents.push(answer.kind === "answer" ? `${answer.source} ${answer.content}` : answer.kind);
    }
    expect(contents).toEqual([
      `live ${verdict(0.1)}`,
      `live ${verdict(0.2)}`,
      `cached ${verdict(0.1)}`,
      `cached ${verdict(0.2)}`,
    ]);
    expect(await judge().ask(request, signal)).toMatchObject({ content: verdict(0.1), source: "cached" });
  });

  it.each([
    ["a refusal", completion(null, { refusal: "No." })],
    ["an answer cut off", completion(verdict(0.5), { finish_reason: "length" })],
    ["an answer that is no JSON", completion("Good.")],
    ["a failing server", { status: 401, body: "" }],
  ])("does not keep %s: it is asked again", async (_, reply) => {
    server.replyWith(reply);
    expect((await grade({ temperature: 0 })).result.diagnostics.failures).toHaveLength(1);
    server.replyWith(completion(verdict(0.75)));
    expect(await grade({ temperature: 0 })).toMatchObject({ reward: 0.75, calls: 1 });
  });

  it("does not keep what a server that refuses the temperature answered", async () => {
    const refusal = { status: 400, body: { error: { message: "temperature is not supported" } } };
    server.replyWith(refusal, completion(verdict(0.3)));
    expect(await grade({ temperature: 0 })).toMatchObject({ reward: 0.3, calls: 2 });
    expect(await readdir(folder)).toEqual([]);
  });

  it("shows what was changed for the server from the cache too", async () => {
    const refusal = { status: 400, body: { error: { message: "seed is not supported" } } };
    server.replyWith(refusal, completion(verdict(0.3)));
    const live = await grade({ temperature: 0, seed: 1 });
    const kept = await grade({ temperature: 0, seed: 1 });
    expect(kept.source).toBe("cached");
    expect(kept.result.diagnostics.judge?.adjustments).toEqual(live.result.diagnostics.judge?.adjustments);
    expect(kept.result.diagnostics.judge?.adjustments).toHaveLength(1);
  });

  it("keeps recordings, readable for their owner only, that clear forgets", async () => {
    await grade({ temperature: 0 });
    const [name = ""] = await readdir(path.join(folder, "judge"));
    const text = await readFile(path.join(folder, "judge", name), "utf8");
    const { mode } = await stat(path.join(folder, "judge", name));
    if (process.platform !== "win32") expect(mode & 0o777).toBe(0o600);
    const { recordings, problems } = readRecordings(text);
    expect(problems).toEqual([]);
    expect([...recordings.values()]).toMatchObject([{ model: "llama3.1", content: verdict(0.75) }]);
    expect(await cache().clear()).toBe(1);
    expect(await grade({ temperature: 0 })).toMatchObject({ source: "live", calls: 1 });
    await cache().clear();
    expect(await cache().clear()).toBe(0);
  });

  it("asks again where a kept line is broken", async () => {
    await grade({ temperature: 0 });
    const [name = ""] = await readdir(path.join(folder, "judge"));
    await writeFile(path.join(folder, "judge", name), '{"request_hash": ');
    expect(await grade({ temperature: 0 })).toMatchObject({ reward: 0.75, source: "live", calls: 1 });
    expect(await grade({ temperature: 0 })).toMatchObject({ source: "cached" });
  });

  it("grades where nothing can be kept, and says so in the log", async () => {
    await writeFile(path.join(folder, "judge"), "no folder");
    expect(await grade({ temperature: 0 })).toMatchObject({ reward: 0.75, source: "live" });
    expect(warnings).toHaveLength(2);
  });

  it("is not asked to record: recordings come from the judge", async () => {
    const lines: string[] = [];
    await grade({ temperature: 0 });
    const recording = chooseJudge({
      mode: "record",
      judgeIsSet: true,
      live: judgeAt(server.baseUrl),
      cached: judge(),
      recordings: await openRecordings(memoryLines(lines), "a.judge.jsonl"),
    });
    expect(await grade({ temperature: 0 }, "Hello.", recording)).toMatchObject({ source: "live", calls: 1 });
    expect(lines).toHaveLength(1);
  });
});
