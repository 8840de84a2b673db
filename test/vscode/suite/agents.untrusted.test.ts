import assert from "node:assert/strict";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { setUserSettings } from "../support/graders";
import { after, before, suite, test } from "../support/runner";
import { invoke, question } from "../support/tools";

const SIDES = { input: "{{sample.output_text}}", reference: "{{item.answer}}" };
const SAMPLES = [{ item: { answer: "42" }, model_sample: "42" }];

suite("Tools for agents in a workspace that is not trusted", () => {
  let server: ApiServer;

  before(async () => {
    server = await startApiServer();
    await setUserSettings({ "judge.models": { "*": { baseUrl: `${server.url}/v1`, model: "judge" } } });
  });

  after(async () => {
    await setUserSettings({ provider: undefined, "custom.baseUrl": undefined, "judge.models": undefined });
    await server.close();
  });

  const run = (grader: object) => invoke("graders_run", { grader: JSON.stringify(grader), samples: SAMPLES });

  test("validate and run what this machine computes", async () => {
    const grader = { type: "string_check", ...SIDES, operation: "eq" };
    assert.match(await invoke("graders_validate", { grader: JSON.stringify(grader) }), /"valid":true/);
    assert.match(await run(grader), /"reward":1/);
  });

  for (const [what, grader] of [
    ["Python", () => ({ type: "python", source: "def grade(sample, item):\n    return 1" })],
    ["an endpoint", () => ({ type: "endpoint", url: `${server.url}/score` })],
    [
      "a judge",
      () => ({ type: "score_model", model: "gpt-4.1", input: [{ role: "user", content: "Score it." }] }),
    ],
  ] as const) {
    test(`refuse ${what} with the reason, without a question`, async () => {
      assert.equal(
        await question("graders_run", { grader: JSON.stringify(grader()), samples: SAMPLES }),
        undefined,
      );
      const said = await run(grader());
      assert.match(said, /"scored":0,.*"errored":\[.*not trusted/);
      assert.equal(server.requests.length, 0);
    });
  }

  test("refuse a hosted provider with the reason", async () => {
    await setUserSettings({ provider: "custom", "custom.baseUrl": `${server.url}/v1` });
    assert.match(
      await run({ type: "string_check", ...SIDES, operation: "eq" }),
      /"not_asked":\[.*not trusted/,
    );
    assert.equal(server.requests.length, 0);
  });
});
