import type {
  Heading,
  PlaceLink,
  RunView,
  StripCell,
  StripView,
} from "../../../src/core/report/panel/panelView";

/** What the views have in common. */

export const heading: Heading = {
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

export const copyAs = [
  { id: "json", label: "JSON" },
  { id: "curl", label: "curl" },
  { id: "python", label: "Python (openai)" },
  { id: "command-line", label: "graders run" },
  { id: "markdown", label: "Markdown" },
];

export const quietFlags = [
  ["formula_parse_error", "calculate_output can't be parsed or evaluated."],
  ["sample_parse_error", "The output is not the JSON that the grader needs."],
  ["truncated_observation_error", "The output was cut by the token limit before it was graded."],
  ["unresponsive_reward_error", "The grader gave no reward in time."],
  ["other_error", "Something else went wrong while grading."],
  ["python_grader_server_error", "The place where Python runs failed or is not permitted."],
  ["model_grader_server_error", "Sampling from the judge failed: misconfigured, not available, or down."],
].map(([flag = "", meaning = ""]) => ({ flag, meaning }));

export function at(label: string, ...path: (string | number)[]): PlaceLink {
  return { label, place: { in: "grader", path } };
}

export const cells: readonly StripCell[] = [
  { label: "exact", state: "scored", text: "1.00", fraction: 1, passed: true },
  { label: "off by one", state: "scored", text: "0.57", fraction: 0.57, passed: false },
  { label: "3", state: "scored", text: "0.9412", fraction: 0.9412, passed: true },
  { label: "no number", state: "errored", text: "errored" },
  { label: "5", state: "scored", text: "0.00", fraction: 0, passed: false },
  { label: "6", state: "no-output", text: "no output" },
  { label: "7", state: "none", text: "not run yet" },
].map((cell, index) => ({ ...(cell as StripCell), row: `row ${index}`, current: index === 1 }));

export const strip: StripView = {
  cells,
  summary: "7 samples: 4 scored, mean 0.63, 1 errored",
  running: false,
};

export const base = {
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
