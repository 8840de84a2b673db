import type {
  EmptyView,
  FailureView,
  Heading,
  PartView,
  PlaceLink,
  RunningView,
  RunView,
  StripCell,
  StripView,
  ValidationView,
} from "../../../src/core/report/panel/panelView";

/** Views as core makes them, one a state. */

const heading: Heading = {
  grader: "math.grader.json",
  sample: 'sample 2 of 7 "off by one"',
  provider: "engine",
  basis: {
    text: "reference library",
    title: "Computed as the library does that the hosted service uses.",
  },
  duration: "3 ms",
  stale: false,
  restored: false,
};

const copyAs = [
  { id: "json", label: "JSON" },
  { id: "curl", label: "curl" },
  { id: "python", label: "Python (openai)" },
  { id: "command-line", label: "graders run" },
  { id: "markdown", label: "Markdown" },
];

const quietFlags = [
  ["formula_parse_error", "calculate_output can't be parsed or evaluated."],
  ["sample_parse_error", "The output is not the JSON that the grader needs."],
  ["truncated_observation_error", "The output was cut by the token limit before it was graded."],
  ["unresponsive_reward_error", "The grader gave no reward in time."],
  ["other_error", "Something else went wrong while grading."],
  ["python_grader_server_error", "The place where Python runs failed or is not permitted."],
  ["model_grader_server_error", "Sampling from the judge failed: misconfigured, not available, or down."],
].map(([flag = "", meaning = ""]) => ({ flag, meaning }));

function at(label: string, ...path: (string | number)[]): PlaceLink {
  return { label, place: { in: "grader", path } };
}

const cells: readonly StripCell[] = [
  { label: "exact", state: "scored", text: "1", fraction: 1, passed: true },
  { label: "off by one", state: "scored", text: "0.57", fraction: 0.57, passed: false },
  { label: "3", state: "scored", text: "0.94", fraction: 0.94, passed: true },
  { label: "no number", state: "errored", text: "errored" },
  { label: "5", state: "scored", text: "0", fraction: 0, passed: false },
  { label: "6", state: "no-output", text: "no output" },
  { label: "7", state: "none", text: "not run yet" },
].map((cell, index) => ({ ...(cell as StripCell), index, current: index === 1 }));

const strip: StripView = {
  cells,
  summary: "7 samples: 4 scored, mean 0.63, 1 errored",
  running: false,
};

const same = (text: string) => ({ kind: "same", text }) as const;
const different = (text: string) => ({ kind: "different", text }) as const;

const exactAlone: PartView = {
  key: "exact",
  type: "text_similarity",
  reward: "0.39",
  fraction: 0.39,
  errored: false,
  flags: [],
  basis: "reference library",
  place: at("graders.exact", "graders", "exact"),
  rendered: [
    { label: "input", text: "The answer is 41.", place: at("input", "graders", "exact", "input") },
    {
      label: "reference",
      text: "The answer is 42.",
      place: at("reference", "graders", "exact", "reference"),
    },
  ],
  notes: [],
};

const exact: PartView = {
  ...exactAlone,
  why: {
    summary: "The texts share 39 % of their characters.",
    mends: [],
    sides: [
      { label: "input", pieces: [same("The answer is "), { ...different("41"), first: true }, same(".")] },
      {
        label: "reference",
        pieces: [same("The answer is "), { ...different("42"), first: true }, same(".")],
      },
    ],
    firstDifference: 'First difference: line 1, column 16: "1" against "2".',
  },
};

const close: PartView = {
  key: "close",
  type: "python",
  reward: "1",
  fraction: 1,
  errored: false,
  flags: [],
  basis: "exact",
  place: at("graders.close", "graders", "close"),
  output: {
    runtime: "Pyodide 314.0.7 in the sandbox",
    stdout: "answer 41\nwithin 2 % of 42\n",
    stderr: "",
  },
  rendered: [],
  notes: [],
};

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
    cells: cells.map((cell) => (cell.index === 1 ? { ...cell, state: "running", text: "running" } : cell)),
  },
};

export const scored: RunView = {
  kind: "run",
  heading: {
    ...heading,
    grader: "product-name.grader.json",
    sample: 'sample 3 of 5 "no-break space"',
    basis: {
      text: "exact",
      title: "Settled by public hosted results: the hosted service gives the same number.",
    },
    time: "14:02",
    stale: true,
  },
  reward: {
    text: "0",
    errored: false,
    passed: { yes: false, text: "not passed (≥ 1)" },
    scale: { low: "0", high: "1", at: 0, threshold: 1 },
  },
  failures: [],
  quietFlags,
  parts: [
    {
      type: "string_check",
      reward: "0",
      fraction: 0,
      errored: false,
      flags: [],
      basis: "exact",
      place: at("grader"),
      why: {
        summary: "The texts are equal but for 2 characters that look the same.",
        mends: [
          { id: "ilike", title: "Compare with ilike" },
          { id: "replace-nbsp", title: "Take the sample's space" },
        ],
        sides: [
          {
            label: "input",
            pieces: [
              same("Surface"),
              {
                kind: "invisible",
                text: "\u00a0",
                name: "U+00A0 no-break space",
                different: true,
                first: true,
              },
              same("Pro "),
              different("“11”"),
              { kind: "invisible", text: "\n", name: "line break", different: true },
            ],
          },
          {
            label: "reference",
            pieces: [same("Surface"), { ...different(" "), first: true }, same("Pro "), different('"11"')],
          },
        ],
        firstDifference: "First difference: line 1, column 8: U+00A0 no-break space against a space.",
      },
      rendered: [
        { label: "input", text: "Surface\u00a0Pro “11”\n", place: at("input", "input") },
        { label: "reference", text: 'Surface Pro "11"', place: at("reference", "reference") },
      ],
      notes: [],
    },
  ],
  notes: [],
  metadata: [
    { label: "name", value: "product name" },
    { label: "type", value: "string_check" },
    { label: "execution_time", value: "0.4 ms" },
  ],
  rawJson: '{\n  "reward": 0.0,\n  "metadata": {\n    "type": "string_check"\n  }\n}',
  copyAs,
};

const base = {
  kind: "run",
  failures: [],
  quietFlags,
  notes: [],
  metadata: [
    { label: "name", value: "math" },
    { label: "type", value: "multi" },
    { label: "execution_time", value: "3 ms" },
    { label: "scores", value: '{"exact":0.39,"close":1}' },
    { label: "profile", value: "hosted-2025" },
  ],
  rawJson: '{\n  "reward": 0.573\n}',
  strip,
  copyAs,
} as const satisfies Partial<RunView>;

export const multi: RunView = {
  ...base,
  heading,
  reward: {
    text: "0.57",
    errored: false,
    passed: { yes: false, text: "not passed (≥ 0.8)" },
    scale: { low: "0", high: "1", at: 0.57, threshold: 0.8 },
    was: "was 0.62",
    expectation: { met: false, reasons: ["reward 0.57, expected 0.62 ± 1e-9"] },
  },
  formula: { expression: "0.7 * exact + 0.3 * close", substituted: "0.7 * 0.39 + 0.3 * 1" },
  parts: [exact, close],
};

export const errored: RunView = {
  ...multi,
  reward: { text: "0", errored: true },
  failures: [
    {
      flag: "invalid_variable_error",
      title: "Variable not found",
      meaning: "A template or the formula names something that neither item nor sample has.",
      message: 'item has no field "refrence_answer". Did you mean "reference_answer"?',
      mend: "Correct the variable, or add the field to the data.",
      place: at("graders.exact.reference: {{ item.refrence_answer }}", "graders", "exact", "reference"),
      frames: [],
    },
  ],
  parts: [{ ...exactAlone, reward: "0", errored: true, flags: ["Variable not found"] }, close],
};

export const judge: RunView = {
  ...base,
  heading: {
    ...heading,
    grader: "support-tone.grader.json",
    sample: "sample 1 of 4",
    basis: {
      text: "recorded judge, gpt-4.1-2025-04-14 → llama3.1",
      title: "The judge's answer was read from a recording; nobody was asked.",
    },
    duration: "1.8 s",
    time: "yesterday, 17:20",
    restored: true,
  },
  reward: {
    text: "6.5",
    errored: false,
    passed: { yes: true, text: "passed (≥ 6)" },
    scale: { low: "1", high: "7", at: 0.916, threshold: 0.833 },
  },
  parts: [
    {
      type: "score_model",
      reward: "6.5",
      fraction: 0.916,
      errored: false,
      flags: [],
      basis: "recorded judge",
      place: at("grader"),
      judge: {
        title: "gpt-4.1-2025-04-14 → llama3.1, substitute judge · recorded judge",
        steps: [
          {
            description: "Does the answer greet the customer by name and thank them?",
            conclusion:
              "It greets “Ms Okafor” and thanks her for her patience; the tone is warm without flattery.",
          },
          {
            description: "Does it say what happens next?",
            conclusion: "It names the refund and a date, but no contact if the date passes.",
          },
        ],
        result: "6.5",
        raw: '{"steps":[…],"result":6.5}',
        adjustments: ["The judge does not take reasoning_effort: it was asked without."],
        tokens: "412 in, 96 out",
      },
      rendered: [
        {
          label: "input[0].content",
          text: "Rate the tone from 1 to 7.",
          place: at("x", "input", 0, "content"),
        },
      ],
      notes: [],
    },
  ],
  metadata: [{ label: "sampled_model_name", value: "llama3.1" }],
};

export const traceback: RunView = {
  ...base,
  reward: { text: "0", errored: true },
  heading: { ...heading, grader: "sql-query.grader.json", duration: "41 ms" },
  failures: [
    {
      flag: "python_grader_runtime_error",
      title: "Python failed",
      meaning: "The grader's own code failed or gave no number.",
      message: "ValueError: invalid literal for int() with base 10: 'forty-two'",
      mend: "Follow the traceback into the source.",
      place: at("line 4, in parse", "source"),
      frames: [
        {
          label: "line 9, in grade",
          place: { in: "grader", path: ["source"], span: { start: 120, end: 140 } },
        },
        {
          label: "line 4, in parse",
          place: { in: "grader", path: ["source"], span: { start: 40, end: 60 } },
        },
      ],
    },
  ],
  parts: [
    {
      type: "python",
      reward: "0",
      errored: true,
      flags: ["Python failed"],
      basis: "exact",
      place: at("grader"),
      output: {
        runtime: "Pyodide 314.0.7 in the sandbox",
        stdout: "comparing rows\n",
        stderr: "",
        traceback:
          "Traceback (most recent call last):\n  File \"grader.py\", line 9, in grade\n    return parse(sample['output_text'])\n  File \"grader.py\", line 4, in parse\n    return int(text)\nValueError: invalid literal for int() with base 10: 'forty-two'\n",
      },
      rendered: [],
      notes: [],
    },
  ],
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

/** As many as the strip shows. */
export const strip500: RunView = {
  ...multi,
  strip: {
    cells: Array.from({ length: 500 }, (_, index) => manyCell(index)),
    summary: "500 samples: 469 scored, mean 0.5, 31 errored",
    running: true,
    shortened: "The first 500 of 1200 samples.",
  },
};

function manyCell(index: number): StripCell {
  const base = { index, label: String(index + 1), current: index === 250 };
  if (index % 16 === 9) return { ...base, state: "errored", text: "errored" };
  const fraction = ((index * 37) % 101) / 100;
  return { ...base, state: "scored", text: String(fraction), fraction, passed: fraction >= 0.8 };
}

export const STATES = {
  empty,
  running,
  scored,
  errored,
  multi,
  judge,
  traceback,
  validation,
  failure,
  strip500,
} as const;
