import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile as writeAnywhere } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { TOOLS } from "../../../src/extension/agents/toolNames";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { openFile, removeFiles, setText, writeFile } from "../support/documents";
import { services, setUserSettings } from "../support/graders";
import { asked as isAsked, takeFirst } from "../support/quickInput";
import { after, afterEach, before, suite, test, testOnPage } from "../support/runner";
import { busySandboxes } from "../support/sandboxes";
import { invoke, question } from "../support/tools";

const CHECK = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const PYTHON = { type: "python", source: "def grade(sample, item):\n    return 0.25" };
const ENDPOINT = { type: "endpoint", url: "http://127.0.0.1:1/score" };
const JUDGE = {
  type: "score_model",
  model: "gpt-4.1",
  input: [{ role: "user", content: "{{sample.output_text}}" }],
};
const SAMPLES = [{ item: { answer: "42" }, model_sample: "42" }];
const row = (output: string) => JSON.stringify({ item: { answer: "42" }, model_sample: output });

interface Answer {
  readonly valid?: boolean;
  readonly findings?: readonly {
    readonly code: string;
    readonly edits?: readonly { readonly start: readonly number[]; readonly new_text: string }[];
  }[];
  readonly summary?: Readonly<Record<string, unknown>>;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly provider?: string;
  readonly truncated?: string;
}

const answer = async (...args: Parameters<typeof invoke>) => JSON.parse(await invoke(...args)) as Answer;

suite("Tools for agents", () => {
  after(removeFiles);

  test("are there for every model", () => {
    const there = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      TOOLS.filter((name) => !there.includes(name)),
      [],
    );
  });

  suite("graders_validate", () => {
    test("finds what is wrong with a file, with the mend", async () => {
      const { fsPath } = await writeFile(
        "wrong.grader.json",
        JSON.stringify({ ...CHECK, operation: "neq" }, null, 2),
      );
      const { valid, findings } = await answer("graders_validate", { file: fsPath });
      assert.equal(valid, false);
      assert.deepEqual(
        findings?.map(({ code, edits }) => [code, edits?.[0]?.new_text]),
        [["schema-enum", '"ne"']],
      );
    });

    test("counts what is not saved, and takes paths from the workspace's folder", async () => {
      const document = await openFile("unsaved.grader.json", JSON.stringify(CHECK));
      await setText(document, JSON.stringify({ ...CHECK, operation: "neq" }));
      const file = vscode.workspace.asRelativePath(document.uri, false);
      assert.equal((await answer("graders_validate", { file })).valid, false);
    });

    test("takes a text, and parses its Python", async () => {
      const grader = JSON.stringify({ type: "python", source: "def grade(sample item):\n    return 1" });
      const { findings } = await answer("graders_validate", { grader });
      assert.deepEqual(
        findings?.map(({ code }) => code),
        ["python-syntax"],
      );
    });

    test("heeds the target, and each grader of a file", async () => {
      const { fsPath } = await writeFile(
        "two.eval.json",
        JSON.stringify({ testing_criteria: [CHECK, { ...CHECK, type: "nothing" }] }),
      );
      const evals = await answer("graders_validate", { file: fsPath });
      assert.deepEqual(
        evals.findings?.map(({ code }) => code),
        ["type-unknown"],
      );
      const first = await answer("graders_validate", { file: `${fsPath}#/testing_criteria/0` });
      assert.equal(first.valid, true);
      const grader = JSON.stringify({
        ...CHECK,
        type: "text_similarity",
        evaluation_metric: "cosine",
        operation: undefined,
      });
      const rft = await answer("graders_validate", { grader, target: "openai-rft" });
      assert.deepEqual(
        rft.findings?.map(({ code }) => code),
        ["cosine-evals-only"],
      );
    });

    test("says what it needs", async () => {
      await assert.rejects(invoke("graders_validate", {}), /Give either a file's path/);
      await assert.rejects(
        invoke("graders_validate", { file: "none.grader.json" }),
        /none\.grader\.json does not exist/,
      );
    });
  });

  suite("graders_run", () => {
    test("grades the samples beside a grader, from the row asked for", async () => {
      const { fsPath: file } = await writeFile("many.grader.json", JSON.stringify(CHECK));
      const rows = Array.from({ length: 60 }, (_, index) => row(index === 0 ? "41" : "42"));
      await writeFile("many.samples.jsonl", rows.join("\n"));
      const { provider, summary, rows: graded } = await answer("graders_run", { file });
      assert.equal(provider, "engine");
      assert.deepEqual(
        [summary?.graded, summary?.mean_reward_of_scored, summary?.not_graded],
        [50, 0.98, "10 rows: a call grades 50 at most. Go on with first_row."],
      );
      assert.deepEqual(graded?.[0], { row: 1, reward: 0 });
      const rest = await answer("graders_run", { file, first_row: 51 });
      assert.deepEqual([rest.summary?.graded, rest.rows?.[0]], [10, { row: 51, reward: 1 }]);
    });

    test("keeps an errored row apart from a score of 0", async () => {
      const samples = [...SAMPLES, { item: {}, model_sample: "42" }];
      const { summary, rows } = await answer("graders_run", { grader: JSON.stringify(CHECK), samples });
      assert.deepEqual([summary?.scored, summary?.errored, summary?.mean_reward_of_scored], [1, 1, 1]);
      assert.equal(rows?.[1]?.reward, undefined);
      assert.match(JSON.stringify(rows?.[1]?.errored), /invalid_variable_error/);
    });

    test("grades an eval by its criteria, or one of them", async () => {
      const criteria = [
        { ...CHECK, name: "same" },
        { ...CHECK, name: "other", operation: "ne" },
      ];
      const { fsPath: file } = await writeFile("a.eval.json", JSON.stringify({ testing_criteria: criteria }));
      await writeFile("a.samples.jsonl", row("42"));
      const { rows } = await answer("graders_run", { file });
      assert.deepEqual(rows, [
        {
          ...{ row: 1, reward: 0, passed: false, sub_rewards: { same: 1, other: 0 } },
          not_as_expected: ["failed: other"],
        },
      ]);
      const one = await answer("graders_run", { file: `${file}#/testing_criteria/0` });
      assert.equal(one.rows?.[0]?.reward, 1);
    });

    test("finds, instead of running it, what is wrong with a grader", async () => {
      const { valid } = await answer("graders_run", { grader: '{"type": "multi"}', samples: SAMPLES });
      assert.equal(valid, false);
    });

    test("says what is wrong with the samples", async () => {
      const grader = JSON.stringify(CHECK);
      await assert.rejects(invoke("graders_run", { grader }), /There are no samples/);
      await assert.rejects(
        invoke("graders_run", { grader, samples: [{ model_sample: "a", sample: {} }] }),
        /samples, line 1: .*A row is/,
      );
    });

    test("runs Python after it was asked", async function () {
      this.timeout(120_000);
      const input = { grader: JSON.stringify(PYTHON), samples: SAMPLES };
      const { rows } = await answer("graders_run", input);
      assert.deepEqual(rows, [{ row: 1, reward: 0.25 }]);
    });

    test("ends with the call", async function () {
      this.timeout(180_000);
      const grader = JSON.stringify({ ...PYTHON, source: "def grade(sample, item):\n    while True: pass" });
      const call = new vscode.CancellationTokenSource();
      const running = invoke("graders_run", { grader, samples: SAMPLES }, call.token);
      await busySandboxes();
      call.cancel();
      await assert.rejects(running);
    });
  });

  suite("graders_explain", () => {
    for (const [topic, says] of [
      ["like-swapped", /^# .*\n[\s\S]*like/],
      ["invalid_variable_error", /An error flag of a result/],
      ["multi", /`calculate_output`, required/],
      ["nothing", /There is no explanation of "nothing"/],
    ] as const) {
      test(`tells of ${topic}`, async () => {
        assert.match(await invoke("graders_explain", { topic }), says);
      });
    }
  });

  suite("ask", () => {
    let server: ApiServer;

    before(async () => {
      server = await startApiServer();
    });

    afterEach(() =>
      setUserSettings({
        provider: undefined,
        "custom.baseUrl": undefined,
        "judge.models": undefined,
        "judge.mode": undefined,
        "python.runtime": undefined,
      }),
    );

    after(() => server.close());

    const asked = (grader: object) =>
      question("graders_run", { grader: JSON.stringify(grader), samples: SAMPLES });
    const multi = (...graders: object[]) => ({
      type: "multi",
      graders: Object.fromEntries(graders.map((grader, index) => [`g${index}`, grader])),
      calculate_output: graders.map((_, index) => `g${index}`).join(" + "),
    });

    test("nothing where this machine computes", async () => {
      assert.equal(await asked(multi(CHECK, CHECK)), undefined);
      assert.equal(await question("graders_validate", { grader: JSON.stringify(PYTHON) }), undefined);
      assert.equal(await question("graders_explain", { topic: "multi" }), undefined);
    });

    test("before Python, in a sub-grader and in an eval too", async () => {
      for (const grader of [PYTHON, multi(CHECK, PYTHON), { testing_criteria: [CHECK, multi(PYTHON)] }])
        assert.match((await asked(grader)) ?? "", /Python runs in the sandbox/);
      await setUserSettings({ "python.runtime": "interpreter" });
      assert.match((await asked(PYTHON)) ?? "", /outside the sandbox/);
    });

    test("before a judge, an endpoint and a server of embeddings", async () => {
      assert.equal(await asked(JUDGE), undefined, "no judge is set");
      await setUserSettings({
        "judge.models": {
          "*": { baseUrl: `${server.url}/v1`, model: "judge" },
          "text-embedding-3-large": { baseUrl: `${server.url}/v1` },
        },
      });
      assert.match((await asked(JUDGE)) ?? "", /http:\/\/127\.0\.0\.1:\d+: The judge gets/);
      assert.match(
        (await asked({ ...CHECK, type: "text_similarity", evaluation_metric: "cosine" })) ?? "",
        /embeddings/,
      );
      assert.match((await asked(ENDPOINT)) ?? "", /http:\/\/127\.0\.0\.1:1: The grader's service gets/);
      await setUserSettings({ "judge.models": { "*": { provider: "vscode", model: "a/b" } } });
      assert.match((await asked(JUDGE)) ?? "", /VS Code/);
      await setUserSettings({ "judge.mode": "replay" });
      assert.equal(await asked(JUDGE), undefined, "recorded answers go nowhere");
    });

    testOnPage("once more before data first leaves for a server", async () => {
      await setUserSettings({ "judge.models": { "*": { baseUrl: `${server.url}/v1`, model: "judge" } } });
      const running = answer("graders_run", { grader: JSON.stringify(JUDGE), samples: SAMPLES });
      await isAsked(`Send data to ${server.url}?`);
      assert.equal(server.requests.length, 0);
      await takeFirst();
      const { summary } = await running;
      assert.deepEqual([summary?.scored, server.requests.length], [1, 1]);
    });

    test("before a hosted provider", async () => {
      await setUserSettings({ provider: "custom", "custom.baseUrl": `${server.url}/v1` });
      assert.match((await asked(CHECK)) ?? "", /Gets the grader and, when it runs, the model's output/);
    });

    test("before a file that is no part of the workspace", async () => {
      const folder = await mkdtemp(join(tmpdir(), "graders-agents-"));
      try {
        const file = join(folder, "x.grader.json");
        await writeAnywhere(file, JSON.stringify(CHECK));
        assert.match((await question("graders_validate", { file })) ?? "", /no part of the workspace/);
        const samples = { grader: JSON.stringify(CHECK), samples_file: file };
        assert.match((await question("graders_run", samples)) ?? "", /no part of the workspace/);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test("before anything that came after the question", async () => {
      const document = await openFile("changed.grader.json", JSON.stringify(CHECK));
      const input = { file: document.uri.fsPath, samples: SAMPLES };
      const { agentTools } = await services();
      const { token } = new vscode.CancellationTokenSource();
      // Python where none was, and another one than was asked about.
      for (const changed of [PYTHON, { ...PYTHON, source: PYTHON.source.replace("0.25", "0.5") }]) {
        await agentTools.graders_run.prepare(input);
        await setText(document, JSON.stringify(changed));
        await assert.rejects(
          agentTools.graders_run.invoke(input, token),
          /has changed since the user was asked/,
        );
      }
      await agentTools.graders_run.prepare(input);
      await agentTools.graders_run.invoke(input, token);
    });
  });
});
