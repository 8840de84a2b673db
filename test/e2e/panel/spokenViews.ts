import { hostSays } from "./pseudoWords";
import { readGraderDocument } from "../../../src/core/grader/document";
import { failureView } from "../../../src/core/report/panel/failureView";
import { heading } from "../../../src/core/report/panel/headingView";
import type { PanelView } from "../../../src/core/report/panel/panelView";
import { preflightView } from "../../../src/core/report/panel/preflightView";
import { validationView } from "../../../src/core/report/panel/validationView";
import { CODES } from "../../../src/core/validate/codes";
import { startApiServer } from "../../support/apiServer";
import { findInExample, startPython } from "../../unit/docs/findInExample";
import { readLintPage } from "../../unit/docs/lintPages";
import { run, row, type Given } from "../../unit/core/preflight/support";
import { json, never, providerAt, providerErrorOf, textSample } from "../../unit/core/provider/support";
import { documentOf, EXACT, objectOf } from "../../unit/core/report/support";
import { checkRuns, judgeRuns, pythonRuns } from "./spokenRuns";

/** A view as core makes it of something real, in the language of pseudoWords.ts. */
export interface Spoken {
  readonly name: string;
  readonly view: PanelView;
  /** Data that may stand in it as it is. */
  readonly given: readonly string[];
}

/** Views of every kind. */
export async function spokenViews(): Promise<Readonly<Record<string, readonly Spoken[]>>> {
  return {
    empty: [{ name: "empty", view: { kind: "empty" }, given: [] }],
    running: [running()],
    checks: await checkRuns(),
    judges: await judgeRuns(),
    python: await pythonRuns(),
    validation: [...(await findings()), returned()],
    preflight: await preflights(),
    failure: await failures(),
  };
}

/** Python, the test's service, and a machine without Node; the hosted image's name. */
const OTHERS_SAY = "SyntaxError: unmatched There is no such model. No Node. Name one. alpha";

const graderFile = "test.grader.json";

function running(): Spoken {
  const view = { kind: "running", heading: heading({ graderFile }), activity: hostSays("Grading") } as const;
  return { name: "running", view, given: [graderFile] };
}

/** The bad examples of all pages of findings. */
async function findings(): Promise<readonly Spoken[]> {
  await startPython();
  const spoken: Spoken[] = [];
  for (const { code } of CODES) {
    for (const example of readLintPage(code).bad) {
      const document = readGraderDocument(graderFile, example.text);
      const problems = await findInExample(example, code);
      const view = validationView({ document, graderFile, problems, provider: hostSays("engine") });
      const given = [
        graderFile,
        example.text,
        example.samples ?? "",
        example.target,
        ...problems.map(({ code: of }) => of),
        OTHERS_SAY,
      ];
      spoken.push({ name: code, view, given });
    }
  }
  return spoken;
}

/** A grader that a hosted provider gave back. */
function returned(): Spoken {
  const back = { ...EXACT, name: "x1", operation: "ne", extra: 1 };
  const view = validationView({
    document: documentOf(EXACT),
    graderFile,
    problems: [],
    returned: objectOf(back),
    requestId: "req_1",
    notAsked: hostSays("{0} was not asked.", "openai"),
  });
  return { name: "a returned grader", view, given: [graderFile, JSON.stringify([EXACT, back])] };
}

async function preflights(): Promise<readonly Spoken[]> {
  const names = {
    grader: "a.grader.json",
    training: "train.jsonl",
    validation: "valid.jsonl",
    job: "a.job.json",
  };
  const givens: Readonly<Record<string, Given>> = {
    "a job that is ready": { job: { model: "o4-mini" } },
    "broken rows": { training: `${row("a")}\n${row("b", {})}\n{}\n{"a"`, validation: row("a") },
    "no rows": { training: "", validation: "" },
    "another target": { target: "openai-rft", grader: { type: "python", source: "def grade(a): return 1" } },
    "a judge": { grader: { type: "score_model", model: "llama3", input: [] } },
  };
  return Promise.all(
    Object.entries(givens).map(async ([name, given]) => ({
      name,
      view: preflightView(
        await run({ provider: { kind: "skip", reason: hostSays("{0} was not asked.", "openai") }, ...given }),
        names,
      ),
      given: [
        ...Object.values(names),
        JSON.stringify(given),
        JSON.stringify(EXACT),
        "openai foundry rft role user system",
      ],
    })),
  );
}

/** What becomes of a hosted provider's refusals and of answers that are none. */
async function failures(): Promise<readonly Spoken[]> {
  const refusals = [400, 401, 403, 404, 418, 429, 500].map((status) => ({
    status,
    body: { error: { message: "Nein" } },
  }));
  const server = await startApiServer();
  const sample = textSample("Paris", json('{"answer":"Paris"}'));
  const spoken: Spoken[] = [];
  try {
    for (const mode of [...refusals, "garbage", "cut-off", "redirect", "huge"] as const) {
      server.answerWith(mode);
      const provider = providerAt(`${server.url}/v1`, { keyMend: hostSays("Set API Key") });
      const error = await providerErrorOf(provider.run({ grader: objectOf(EXACT), sample }, never));
      const view = failureView({ graderFile, why: error, where: "1", provider: "openai" });
      const name = typeof mode === "string" ? mode : String(mode.status);
      spoken.push({ name, view, given: [graderFile, server.url, "http localhost elsewhere aborted Nein"] });
    }
  } finally {
    await server.close();
  }
  return spoken;
}
