import type {
  EmptyView,
  FailureView,
  PreflightView,
  RunningView,
  ValidationView,
} from "../../../src/core/report/panel/panelView";
import { criteria, errored, judge, multi, scored, strip500, traceback } from "./runViews";
import { cells, strip } from "./viewParts";

/** Views as core makes them, one a state. */

export const empty: EmptyView = { kind: "empty" };

export const running: RunningView = {
  kind: "running",
  heading: {
    grader: "math.grader.json",
    sample: "sample 2 of 7",
    provider: "engine",
    stale: false,
    restored: false,
  },
  activity: "Grading",
  strip: {
    ...strip,
    cells: cells.map((cell) =>
      cell.row === "row 1" ? { ...cell, state: "running", text: "running" } : cell,
    ),
  },
};

export const validation: ValidationView = {
  kind: "validation",
  heading: {
    grader: "triage.grader.json",
    provider: "openai · api.openai.com",
    duration: "380 ms",
    stale: false,
    restored: false,
  },
  counts: { errors: 1, warnings: 1, information: 1 },
  summary: "1 error, 1 warning, 1 remark. The grader can't be run before the errors are corrected.",
  findings: [
    {
      severity: "error",
      code: "formula-unknown-name",
      message: '"exct" is no sub-grader. Did you mean "exact"?',
      place: { label: "Line 22, column 31", place: { in: "grader-text", range: { start: 410, end: 414 } } },
      source: "graders",
      mend: { id: "formula-unknown-name:0", title: "Change to exact" },
    },
    {
      severity: "warning",
      code: "unknown-field",
      message: "max_completion_tokens is no field here: the service takes max_completions_tokens.",
      place: { label: "Line 14, column 9", place: { in: "grader-text", range: { start: 300, end: 320 } } },
      source: "schema",
    },
    {
      severity: "information",
      code: "label-model-alone",
      message: "Hosted run and validate take label_model only inside a multi.",
      place: { label: "Line 2, column 11", place: { in: "grader-text", range: { start: 12, end: 20 } } },
      source: "graders",
    },
  ],
  requestId: "req_011CQxYd4JYz",
  diff: [
    { change: "added", path: "graders.exact.name", returned: '"grader-6f1c"' },
    { change: "dropped", path: "$schema_note", sent: '"checked by hand"' },
    { change: "changed", path: "graders.exact.operation", sent: '"EQ"', returned: '"eq"' },
  ],
  canApply: true,
};

const preflightPlace = (label: string, file: "grader" | "training" | "validation", line: number) => ({
  label,
  place: { in: "preflight", file, line, column: 1 } as const,
});

export const preflight: PreflightView = {
  kind: "preflight",
  heading: {
    grader: "math.grader.json",
    sample: "preflight",
    provider: "foundry-rft",
    stale: false,
    restored: false,
  },
  summary: "1 of 4 checks failed: the job is not ready.",
  state: "failed",
  files: [
    { label: "Training rows", link: preflightPlace("train.jsonl", "training", 1) },
    { label: "Validation rows", link: preflightPlace("valid.jsonl", "validation", 1) },
  ],
  checks: [
    { title: "Grader", state: "passed", stateText: "passed", summary: "multi, valid.", findings: [] },
    {
      title: "Judge models",
      state: "warned",
      stateText: "passed with warnings",
      summary: "llama3.1 can't be counted on for target foundry-rft.",
      findings: [
        {
          severity: "warning",
          message: "llama3.1 is none of the judges that the guide lists.",
          place: preflightPlace("math.grader.json:12", "grader", 12),
        },
      ],
    },
    {
      title: "Template variables",
      state: "failed",
      stateText: "failed",
      summary: "item.answer has no value in some rows: there the result is errored, with a reward of 0.",
      findings: [
        {
          severity: "error",
          message: "This row has no item.answer, which the grader reads.",
          place: preflightPlace("train.jsonl:4", "training", 4),
        },
      ],
    },
    {
      title: "Provider",
      state: "skipped",
      stateText: "skipped",
      summary: "foundry was not asked: not set up.",
      findings: [],
    },
  ],
};

export const failure: FailureView = {
  kind: "failure",
  heading: {
    grader: "math.grader.json",
    sample: "sample 2 of 7",
    provider: "openai · api.openai.com",
    stale: false,
    restored: false,
  },
  title: "Key not accepted",
  message: "api.openai.com answered 401: Incorrect API key provided.",
  mend: "Store a key of the project that the graders belong to.",
  requestId: "req_77aa",
  actions: [
    { id: "set-key", label: "Set API Key" },
    { id: "run-on-engine", label: "Run on the Engine" },
  ],
  strip,
};

export const STATES = {
  empty,
  running,
  scored,
  errored,
  multi,
  criteria,
  judge,
  traceback,
  validation,
  preflight,
  failure,
  strip500,
} as const;
