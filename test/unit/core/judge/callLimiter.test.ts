import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgeAnswer, JudgeClient, JudgeRequest } from "../../../../src/core/judge/judgeClient";
import { CallLimiter, limitedJudge } from "../../../../src/core/judge/callLimiter";

const request = (model: string): JudgeRequest => ({ model, messages: [], response_format: {}, sampling: {} });
const never = new AbortController().signal;

/** A judge whose calls end when the test says so. */
function openCalls() {
  const calls: { readonly model: string; readonly end: (error?: Error) => void }[] = [];
  const judge: JudgeClient = {
    ask: ({ model }, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        calls.push({
          model,
          end: (error) => {
            if (error) reject(error);
            else resolve(answer(model));
          },
        });
      }),
  };
  return { judge, calls, models: () => calls.map(({ model }) => model) };
}

const answer = (model: string): JudgeAnswer => ({
  kind: "unavailable",
  requestHash: "",
  message: model,
  mend: "",
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("a limited judge", () => {
  it("asks so many at once, the others in their order", async () => {
    const { judge, calls, models } = openCalls();
    const limited = limitedJudge(judge, new CallLimiter(() => 2));
    const answers = ["a", "b", "c", "d"].map((model) => limited.ask(request(model), never));
    await settle();
    expect(models()).toEqual(["a", "b"]);
    calls[1]!.end();
    await settle();
    expect(models()).toEqual(["a", "b", "c"]);
    calls[0]!.end(new Error("broken"));
    await expect(answers[0]).rejects.toThrow("broken");
    await settle();
    expect(models()).toEqual(["a", "b", "c", "d"]);
  });

  it("counts the calls of all judges that share the limiter", async () => {
    const limiter = new CallLimiter(() => 1);
    const [one, other] = [openCalls(), openCalls()];
    void limitedJudge(one.judge, limiter).ask(request("a"), never);
    void limitedJudge(other.judge, limiter).ask(request("b"), never);
    await settle();
    expect([one.models(), other.models()]).toEqual([["a"], []]);
    one.calls[0]!.end();
    await settle();
    expect(other.models()).toEqual(["b"]);
  });

  it("drops a call that is cancelled while it waits, and keeps no place for it", async () => {
    const { judge, calls, models } = openCalls();
    const limited = limitedJudge(judge, new CallLimiter(() => 1));
    const stop = new AbortController();
    void limited.ask(request("a"), never);
    const cancelled = limited.ask(request("b"), stop.signal);
    void limited.ask(request("c"), never);
    await settle();
    stop.abort(new Error("stopped"));
    await expect(cancelled).rejects.toThrow("stopped");
    calls[0]!.end();
    await settle();
    expect(models()).toEqual(["a", "c"]);
    await expect(limited.ask(request("d"), stop.signal)).rejects.toThrow("stopped");
  });

  it("lets more run at the next end once the setting is raised", async () => {
    let most = 1;
    const { judge, calls, models } = openCalls();
    const limited = limitedJudge(judge, new CallLimiter(() => most));
    for (const model of ["a", "b", "c", "d"]) void limited.ask(request(model), never);
    await settle();
    most = 3;
    calls[0]!.end();
    await settle();
    expect(models()).toEqual(["a", "b", "c", "d"]);
  });

  it("runs every call once and never more than the limit, whatever ends when", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom("ask", "end", "cancel"), { maxLength: 30 }),
        async (most, steps) => {
          const { judge, calls } = openCalls();
          const limited = limitedJudge(judge, new CallLimiter(() => most));
          const waiting: AbortController[] = [];
          const asked: Promise<unknown>[] = [];
          let ended = 0;
          for (const step of steps) {
            if (step === "ask") {
              const stop = new AbortController();
              waiting.push(stop);
              asked.push(limited.ask(request("m"), stop.signal).catch(() => "cancelled"));
            } else if (step === "end") calls[ended]?.end();
            else waiting.at(-1)?.abort(new Error("stopped"));
            if (step === "end" && ended < calls.length) ended++;
            await settle();
            expect(calls.length - ended).toBeLessThanOrEqual(most);
          }
          while (ended < calls.length) {
            calls[ended++]!.end();
            await settle();
          }
          await Promise.all(asked);
        },
      ),
      { numRuns: 50 },
    );
  });
});
