import type { PartView, RunView, StripCell } from "../../../src/core/report/panel/panelView";
import { at, base, copyAs, heading, quietFlags } from "./viewParts";

/** Runs as core makes their views. */

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
  reward: "1.00",
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
    text: "0.00",
    label: "scored",
    errored: false,
    passed: { yes: false, text: "not passed (≥ 1)" },
    scale: { low: "0", high: "1", at: 0, threshold: 1 },
  },
  failures: [],
  quietFlags,
  parts: [
    {
      type: "string_check",
      reward: "0.00",
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

export const multi: RunView = {
  ...base,
  heading,
  reward: {
    text: "0.57",
    label: "scored",
    errored: false,
    passed: { yes: false, text: "not passed (≥ 0.8)" },
    scale: { low: "0", high: "1", at: 0.57, threshold: 0.8 },
    was: "was 0.62",
    expectation: { met: false, reasons: ["reward 0.57, expected 0.62 ± 1e-9"] },
  },
  formula: { expression: "0.7 * exact + 0.3 * close", substituted: "0.7 * 0.39 + 0.3 * 1.00" },
  parts: [exact, close],
};

export const errored: RunView = {
  ...multi,
  reward: { text: "0.00", label: "scored", errored: true },
  failures: [
    {
      flag: "invalid_variable_error",
      title: "Variable not found",
      meaning: "A template or the formula names something that neither item nor sample has.",
      message: 'item has no field "refrence_answer". Did you mean "reference_answer"?',
      mend: "Correct the variable, or add the field to the data.",
      places: [at("graders.exact.reference: {{ item.refrence_answer }}", "graders", "exact", "reference")],
    },
  ],
  parts: [{ ...exactAlone, reward: "0.00", errored: true, flags: ["Variable not found"] }, close],
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
    text: "6.50",
    label: "scored",
    errored: false,
    passed: { yes: true, text: "passed (≥ 6)" },
    scale: { low: "1", high: "7", at: 0.916, threshold: 0.833 },
  },
  parts: [
    {
      type: "score_model",
      reward: "6.50",
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
  reward: { text: "0.00", label: "scored", errored: true },
  heading: { ...heading, grader: "sql-query.grader.json", duration: "41 ms" },
  failures: [
    {
      flag: "python_grader_runtime_error",
      title: "Python failed",
      meaning: "The grader's own code failed or gave no number.",
      message: "ValueError: invalid literal for int() with base 10: 'forty-two'",
      mend: "Follow the traceback into the source.",
      places: [
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
      reward: "0.00",
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

/** An eval with a criterion that failed. */
export const criteria: RunView = {
  ...base,
  heading: { ...heading, grader: "short-answer.eval.json", sample: 'sample 3 of 6 "one word"' },
  reward: {
    text: "2 of 3",
    label: "criteria passed",
    errored: false,
    passed: { yes: false, text: "not passed: wording" },
    was: "was passed",
  },
  parts: [
    {
      ...exactAlone,
      key: "names it",
      type: "string_check",
      reward: "1.00",
      fraction: 1,
      passed: verdict(true),
    },
    { ...exactAlone, key: "wording", reward: "0.29", fraction: 0.29, passed: verdict(false, " (≥ 0.5)") },
    { ...close, key: "short", passed: verdict(true, " (≥ 1)") },
    { ...exactAlone, key: "Exact match of the answer with the reference", passed: verdict(true) },
  ],
  copyAs: copyAs.filter(({ id }) => id === "command-line" || id === "markdown"),
};

function verdict(yes: boolean, limit = "") {
  return { yes, text: `${yes ? "passed" : "not passed"}${limit}` };
}

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
  const base = { row: `row ${index}`, label: String(index + 1), current: index === 250 };
  if (index % 16 === 9) return { ...base, state: "errored", text: "errored" };
  const fraction = ((index * 37) % 101) / 100;
  return { ...base, state: "scored", text: fraction.toFixed(2), fraction, passed: fraction >= 0.8 };
}
