import { readSamples } from "../../../src/core/dataset/rows";
import { ProviderError } from "../../../src/core/provider/provider";
import { graded, unanswered } from "../../../src/core/runs/outcome";
import { runView, type RunViewInput } from "../../../src/core/report/panel/runView";
import { stripView } from "../../../src/core/report/panel/stripView";
import { judgeAt, type EngineTestOptions } from "../../support/engine";
import { completion, startJudgeServer } from "../../support/judgeServer";
import { CLOSE, engineRun, EXACT, MULTI, ROW } from "../../unit/core/report/support";
import { sandbox } from "../../unit/node/python/support";
import type { Spoken } from "./spokenViews";

type Given = Partial<RunViewInput> & { readonly options?: EngineTestOptions };

/** A row really graded, as the panel shows it. */
async function run(name: string, grader: unknown, row: unknown, given: Given = {}): Promise<Spoken> {
  const { options, ...around } = given;
  const input = { ...(await engineRun(grader, row, options)), ...around };
  return {
    name,
    view: runView(input),
    given: [
      input.graderFile,
      JSON.stringify(grader),
      JSON.stringify(row),
      // Invented where the grader has none.
      input.result.metadata.name,
      input.result.diagnostics.profile ?? "",
      ...(around.strip?.cells.map(({ label }) => label) ?? []),
    ],
  };
}

const STRANGE = "\u00a0“Paris”\u200b e\u0301\r\n";
const python = (...body: string[]) => ({
  type: "python",
  name: "code",
  source: `def grade(sample, item):\n${body.map((line) => `    ${line}\n`).join("")}`,
});

/** Checks and similarities: scored, expected otherwise, with all kinds of characters, errored. */
export async function checkRuns(): Promise<readonly Spoken[]> {
  const around = { previousReward: 0.5, time: "14:02", stale: true, strip: await strip() };
  const expecting = { ...ROW, expect: { reward: 0.5, passed: true, error: "other_error" } };
  const reading = (output: string) => ({ item: { answer: "Paris" }, model_sample: output });
  return Promise.all([
    run("a check", { ...EXACT, pass_threshold: 0.8 }, expecting, around),
    run("a check that passes", EXACT, reading("Paris"), { ...around, restored: true, stale: false }),
    run("strange characters", EXACT, reading(STRANGE)),
    run("nothing", EXACT, reading("")),
    run("a part of it", { ...EXACT, operation: "like" }, reading("London")),
    run("its opposite", { ...EXACT, operation: "ne" }, reading("Paris")),
    run("long texts", EXACT, reading("x ".repeat(30_000))),
    run("a similarity", CLOSE, reading("Pariser"), { previousReward: 0.1 }),
    run("a multi", MULTI, ROW, around),
    run("an unknown variable", EXACT, { item: { answr: "x" }, model_sample: "x" }),
    run("a broken template", { ...EXACT, reference: "{{item.answer" }, ROW),
    run("a broken formula", { ...MULTI, calculate_output: "exact + foo(close" }, ROW),
    run("an unknown function", { ...MULTI, calculate_output: "foo(close)" }, ROW),
    run("a division by zero", { ...MULTI, calculate_output: "close / exact" }, ROW),
    run("no JSON", { ...EXACT, input: "{{sample.output_json.x}}" }, ROW),
    run("an eval", { testing_criteria: [EXACT, { ...CLOSE, pass_threshold: 0.75 }] }, ROW, around),
    run("no judge", SCORE, ROW),
    run("no embeddings", { ...CLOSE, evaluation_metric: "cosine" }, ROW),
  ]);
}

const SCORE = {
  type: "score_model",
  name: "tone",
  model: "gpt-4.1",
  input: [{ role: "user", content: "{{sample.output_text}}" }],
  range: [0, 10],
  sampling_params: { seed: 1, max_completions_tokens: 5 },
};
const LABEL = { ...SCORE, type: "label_model", labels: ["gut", "schlecht"], passing_labels: ["gut"] };

/** What judges answer, and what is made of it. */
export async function judgeRuns(): Promise<readonly Spoken[]> {
  const server = await startJudgeServer();
  const asked = async (name: string, grader: object, content: string): Promise<Spoken> => {
    server.replyWith(completion(content));
    const spoken = await run(name, grader, ROW, { options: { judge: judgeAt(server.baseUrl) } });
    return { ...spoken, given: [...spoken.given, content, "127"] };
  };
  try {
    return [
      await asked("a judge", SCORE, '{"steps":[{"description":"Eins","conclusion":"Zwei"}],"result":6.5}'),
      await asked("a judge beyond its range", SCORE, '{"steps":[],"result":11}'),
      await asked("a judge that chats", SCORE, "Sieben"),
      await asked("a label", LABEL, '{"steps":[],"result":"gut"}'),
      await asked("an unknown label", LABEL, '{"steps":[],"result":"mittel"}'),
    ];
  } finally {
    await server.close();
  }
}

/** What Python's side of the sandbox says, and what it prints. */
export async function pythonRuns(): Promise<readonly Spoken[]> {
  const options = { python: await sandbox({ timeoutMs: 20_000 }) };
  const sources: Readonly<Record<string, readonly string[]>> = {
    "Python that prints": ["import sys", "print(1)", "print(2, file=sys.stderr)", "return True"],
    "Python that catches": ["try:", "    int('x')", "except ValueError:", "    pass", "return 1.0"],
    "Python that gives nothing": ["pass"],
    "Python that gives a list": ["return []"],
    "Python that gives text": ["return 'x'"],
    "Python that divides by zero": ["return 1 / 0"],
    "Python that finds no key": ["return item['gone']"],
    "Python that exits": ["raise SystemExit(3)"],
    "Python that imports a hosted package": ["import sklearn", "return 1.0"],
    "Python that imports an unknown package": ["import nowhere", "return 1.0"],
    "Python that asks for the network": [
      "import urllib.request",
      "urllib.request.urlopen('http://x')",
      "return 1.0",
    ],
    "Python that starts a program": ["import subprocess", "subprocess.run(['x'])", "return 1.0"],
    "Python with a package of ours": ["from rapidfuzz import fuzz", "return fuzz.ratio('a', 'b')"],
  };
  const spoken: Spoken[] = [];
  for (const [name, body] of Object.entries(sources)) {
    const { view, given } = await run(name, python(...body), ROW, { options });
    spoken.push({ name, view, given: [...given, PYTHON_SAYS] });
  }
  spoken.push(await run("Python without grade", { type: "python", source: "x = 1" }, ROW, { options }));
  return spoken;
}

/** Python's own texts stay as they are (docs/architecture.md "Words"). */
const PYTHON_SAYS = `Traceback (most recent call last): File "grader.py", line, in grade
During handling of the above exception, another exception occurred:
The above exception was the direct cause of the following exception:
ZeroDivisionError: division by zero
KeyError: 'gone'
ModuleNotFoundError: No module named 'nowhere'
OSError: Errno Host is unreachable urllib.error.URLError: urlopen error
OSError: The sandbox starts no program
scikit-learn
SystemExit ValueError list`;

async function strip() {
  const rows = [
    ROW,
    { item: {}, model_sample: "x" },
    { item: { answer: "a" } },
    ROW,
    ROW,
    { ...ROW, name: "Berlin" },
  ];
  const results = await Promise.all(rows.slice(0, 2).map((row) => engineRun(EXACT, row)));
  const outcomes = results.map(({ result }) => graded(result));
  const noKey = unanswered(new ProviderError("key-missing", "No key."));
  return stripView({
    document: results[0]!.document,
    rows: readSamples(rows.map((row) => JSON.stringify(row)).join("\n"), "x.samples.jsonl").samples,
    ids: rows.map((_, index) => String(index)),
    outcomeOf: (id) => (id === "3" ? noKey : outcomes[Number(id)]),
    isRunning: (id) => id === "4",
    current: "1",
  });
}
