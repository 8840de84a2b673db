/** Graders and samples of any size, each big in one way. */

const OUTPUT = "{{sample.output_text}}";

const check = (input: string) => ({
  type: "string_check",
  name: "a",
  input,
  reference: "{{item.a}}",
  operation: "eq",
});

const multi = (calculate_output: string, graders: object = { a: check(OUTPUT), b: check(OUTPUT) }) => ({
  type: "multi",
  name: "m",
  graders,
  calculate_output,
});

const score = (over: object) => ({
  type: "score_model",
  name: "s",
  model: "gpt-4.1",
  input: [{ role: "user", content: OUTPUT }],
  ...over,
});

const label = (labels: readonly string[]) => ({
  ...score({}),
  type: "label_model",
  labels,
  passing_labels: labels,
});

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const times = (count: number, text: string) => text.repeat(count);

const subGraders = (count: number) =>
  Object.fromEntries(many(count, (index) => [`g${index}`, check(OUTPUT)]));

/** By name: a grader that is `n` times as big as the smallest of its kind, as an object or as text. */
export const GRADERS: Readonly<Record<string, (n: number) => object | string>> = {
  "path of names": (n) => check(`{{item${times(n, ".a")}}}`),
  "path of indices": (n) => check(`{{item.a${times(n, "[0]")}}}`),
  "path of quoted names": (n) => check(`{{item${times(n, "['a b']")}}}`),
  "path in an output": (n) => check(`{{sample.output_json${times(n, ".a")}}}`),
  "path without a namespace": (n) => check(`{{a${times(n, ".a")}}}`),
  "long name": (n) => check(`{{item.${times(n, "a")}}}`),
  "long unknown field": (n) => check(`{{sample.${times(n, "a")}}}`),
  "long namespace": (n) => check(`{{${times(n, "a")}.b}}`),
  variables: (n) => check(times(n, "{{item.a}} ")),
  "different variables": (n) => check(many(n, (index) => `{{item.a${index}}}`).join(" ")),
  "wrong variables": (n) => check(times(n, "{{itm.a}} ")),
  "faulty variables": (n) => check(times(n, "{{item.a | b}} ")),
  "empty braces": (n) => check(times(n, "{{}} ")),
  "opening braces": (n) => check(times(n, "{{ ")),
  "braces in a row": (n) => check(times(n, "{")),
  "begun variables": (n) => check(`${times(n, "{{item.a ")}}}`),
  "closing braces": (n) => check(times(n, "}} ")),
  "braces around": (n) => check(times(n, "{{") + times(n, "}}")),
  blanks: (n) => check(`{{${times(n, " ")}item.a${times(n, " ")}}}`),
  "blanks in a name": (n) => check(`{{item.a${times(n, " ")}b}}`),
  "single braces": (n) => check(times(n, "{item.a} ")),
  "single braces, open": (n) => check(times(n, "{item.a ")),
  "single brace, long": (n) => check(`{item${times(n, ".a")}}`),
  "unfinished steps": (n) => check(`{{item${times(n, "[")}}}`),
  "quotes in a path": (n) => check(`{{item["${times(n, "\\")}"]}}`),
  escapes: (n) => check(`${times(n, "\n")}{{itm.a}}`),
  sum: (n) => multi(many(n, () => "a").join(" + ")),
  "sum of both": (n) => multi(many(n, () => "a + b").join(" - ")),
  product: (n) => multi(many(n, () => "a").join(" * ")),
  quotient: (n) => multi(many(n, () => "a").join(" / ")),
  powers: (n) => multi(many(n, () => "a").join(" ^ ")),
  "minus signs": (n) => multi(`${times(n, "-")}a`),
  parentheses: (n) => multi(`${times(n, "(")}a${times(n, ")")}`),
  "open parentheses": (n) => multi(`${times(n, "(")}a`),
  "closing parentheses": (n) => multi(`a${times(n, ")")}`),
  arguments: (n) => multi(`min(${many(n, () => "a").join(", ")})`),
  calls: (n) => multi(`${times(n, "abs(")}a${times(n, ")")}`),
  "long number": (n) => multi(`a + ${times(n, "1")}`),
  "long name in a formula": (n) => multi(times(n, "a")),
  "unknown names": (n) => multi(many(n, (index) => `x${index}`).join(" + ")),
  "unknown functions": (n) => multi(many(n, (index) => `f${index}(a)`).join(" + ")),
  "wrong signs": (n) => multi(times(n, "a $ ")),
  weights: (n) => multi(many(n, (index) => `0.${index} * a`).join(" + ")),
  "sub-graders": (n) => multi(Object.keys(subGraders(n)).join(" + "), subGraders(n)),
  "unused sub-graders": (n) => multi("g0", subGraders(n)),
  "equal sub-graders": (n) => multi("g0", subGraders(n)),
  labels: (n) => label(many(n, (index) => `label ${index}`)),
  "equal labels": (n) => label(many(n, () => "a")),
  "passing labels unknown": (n) => ({ ...label(["a"]), passing_labels: many(n, (index) => `b${index}`) }),
  messages: (n) => score({ input: many(n, () => ({ role: "user", content: OUTPUT })) }),
  "wrong messages": (n) => score({ input: many(n, () => ({ role: "nobody", content: 1 })) }),
  "parts of a message": (n) =>
    score({ input: [{ role: "user", content: many(n, () => ({ type: "input_text", text: OUTPUT })) }] }),
  "image tags": (n) => score({ input: [{ role: "user", content: times(n, "<image>{{item.a}}</image> ") }] }),
  "open tags": (n) => score({ input: [{ role: "user", content: times(n, "<image>") }] }),
  "unknown properties": (n) => ({
    ...check(OUTPUT),
    ...Object.fromEntries(many(n, (i) => [`inptu${i}`, 1])),
  }),
  "long property": (n) => ({ ...check(OUTPUT), [times(n, "input")]: 1 }),
  "long type": (n) => ({ ...check(OUTPUT), type: times(n, "string_check") }),
  "long operation": (n) => ({ ...check(OUTPUT), operation: times(n, "like") }),
  "long model": (n) => score({ model: times(n, "gpt-4") }),
  "source of lines": (n) => ({ type: "python", source: times(n, "def grade(sample, item): return 1\n") }),
  criteria: (n) => ({
    name: "e",
    data_source_config: { type: "custom" },
    testing_criteria: many(n, (index) => ({ ...check(OUTPUT), name: `c${index}` })),
  }),
  "duplicate keys": (n) => `{"type":"string_check",${times(n, '"name":"a",')}"operation":"eq"}`,
  "missing commas": (n) => `{${times(n, '"name":"a" ')}}`,
  "unclosed strings": (n) => times(n, '{"a":"\n'),
  "lone surrogates": (n) => `{"name":"${times(n, "\\ud800")}"}`,
  comments: (n) => `${times(n, "// a\n")}{}`,
  commas: (n) => `{"a":[${times(n, ",")}]}`,
  arrays: (n) => `${times(n, "[")}${times(n, "]")}`,
  "open objects": (n) => times(n, '{"a":'),
  "graders in arrays": (n) => `{"a":${JSON.stringify(many(n, () => check(OUTPUT)))}}`,
};

const row = (over: object = {}) => JSON.stringify({ item: { a: "x" }, model_sample: "x", ...over });

/** By name: a samples file of rows, or of JSON. */
export const SAMPLES: Readonly<Record<string, (n: number) => string>> = {
  "a.samples.jsonl": (n) => times(n, `${row()}\n`),
  "a.samples.jsonl, faulty": (n) => times(n, '{"item": {}, "model_sample"}\n'),
  "a.samples.jsonl, wrong": (n) => times(n, `${row({ expect: { reward: "x" } })}\n`),
  "a.samples.jsonl, unknown": (n) => times(n, `${row({ expct: {} })}\n`),
  "a.samples.jsonl, one document": (n) => `[\n${many(n, () => row()).join(",\n")}\n]`,
  "a.samples.jsonl, one long row": (n) => row({ item: Object.fromEntries(many(n, (i) => [`k${i}`, i])) }),
  "a.samples.jsonl, twice": (n) => `{${times(n, '"item":{"a":1},')}"model_sample":"x"}`,
  "a.samples.json": (n) => `[\n${many(n, () => row()).join(",\n")}\n]`,
  "a.samples.json, wrong": (n) => `[\n${many(n, () => row({ expect: { reward: "x" } })).join(",\n")}\n]`,
  "a.samples.json, twice": (n) =>
    `[\n${many(n, () => '{"item":{"a":1,"a":2},"model_sample":"x"}').join(",\n")}\n]`,
  "a.samples.json, no objects": (n) => `[\n${many(n, () => "1").join(",\n")}\n]`,
};
