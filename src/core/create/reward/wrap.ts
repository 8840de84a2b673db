import type { Argument, Contract } from "./contract";
import type { PythonFunction } from "./pythonFunctions";

/** The `grade` that calls a reward function, in Python, with how the names were mapped. */
export function wrapped({ name, isAsync }: PythonFunction, contract: Contract): string {
  const { isList, hasMessages, arguments: given, hasColumns } = contract;
  const uses = (word: string) => given.some(({ value }) => new RegExp(`\\b${word}\\b`).test(value));
  const call = `${name}(**arguments)`;
  const lines = [
    ...comments(name, contract),
    "def grade(sample, item):",
    ...(uses("text") || hasMessages ? ['    text = sample["output_text"]'] : []),
    ...(hasMessages ? ['    messages = [{"role": "assistant", "content": text}]'] : []),
    ...(hasColumns
      ? [
          `    arguments = {key: ${isList ? "[value]" : "value"} for key, value in item.items() if key != "prompt"}`,
        ]
      : ["    arguments = {}"]),
    ...given.map(({ name: key, value }) => `    arguments["${key}"] = ${isList ? `[${value}]` : value}`),
    `    result = ${isAsync ? `_settled(${call})` : call}`,
    `    return _reward(result, ${isList ? "True" : "False"})`,
    ...helpers(given, isAsync),
  ];
  return lines.join("\n");
}

function comments(
  name: string,
  { isList, hasMessages, arguments: given, hasColumns }: Contract,
): readonly string[] {
  const one = isList ? "a list of one: " : "";
  return [
    `# Written by Graders: how grade(sample, item) calls ${name}.`,
    ...given.map(({ name: key, value }) => `#   ${key}: ${one}${meaning(value)}`),
    ...(hasColumns ? [`#   **: every other field of item${isList ? ", a list of one each" : ""}`] : []),
    ...(hasMessages ? ["# The output is given as messages, for the function reads their content."] : []),
    ...(isList
      ? ["# A None in the list is no reward: the grader raises, and the row is errored, not 0."]
      : []),
  ];
}

function meaning(value: string): string {
  if (value === "text") return 'sample["output_text"]';
  if (value === "messages") return 'sample["output_text"] as an assistant\'s message';
  const first = /^_first\(item, (\[[^\]]*\])/.exec(value)?.[1];
  return first === undefined ? value : `the first of item's ${first.slice(1, -1).replaceAll('"', "")}`;
}

/** What the call needs: only those helpers that are used. */
function helpers(given: readonly Argument[], isAsync: boolean): readonly string[] {
  return [
    ...REWARD,
    ...(given.some(({ value }) => value.startsWith("_first(")) ? FIRST : []),
    ...(isAsync ? SETTLED : []),
  ];
}

const REWARD = [
  "",
  "",
  "def _reward(result, is_list):",
  "    if is_list:",
  "        if len(result) != 1:",
  '            raise ValueError(f"one completion was given, and {len(result)} rewards came back")',
  "        result = result[0]",
  "    if isinstance(result, dict):",
  '        result = result["score"] if "score" in result else result["reward"]',
  "    if isinstance(result, (tuple, list)):",
  "        result = result[0]",
  "    if result is None:",
  '        raise ValueError("the function gave no reward (None)")',
  "    return float(result)",
];

const FIRST = [
  "",
  "",
  "def _first(item, names, *otherwise):",
  '    model = item.get("reward_model")',
  "    for name in names:",
  "        if name in item:",
  "            return item[name]",
  "        if isinstance(model, dict) and name in model:",
  "            return model[name]",
  "    if otherwise:",
  "        return otherwise[0]",
  "    raise KeyError(names[0])",
];

const SETTLED = [
  "",
  "",
  "def _settled(coroutine):",
  "    # What waits for nothing ends by itself; there is no network to wait for.",
  "    try:",
  "        while True:",
  "            waits_for = coroutine.send(None)",
  "            if waits_for is not None:",
  '                raise RuntimeError("the function waits for something outside of the grader")',
  "    except StopIteration as end:",
  "        return end.value",
];
