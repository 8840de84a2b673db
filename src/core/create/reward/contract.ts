import { t } from "@vscode/l10n";
import type { Parameter, PythonFunction } from "./pythonFunctions";

/** Names that an output goes by where a function takes one. */
const OUTPUT =
  /^(?:completion|response|output|solution_str|prediction|generation|generated(?:_text)?|model_output|model_response|answer_text|candidate|reply|predicted|pred|output_text)$/;
const OUTPUTS = /^(?:completions|responses|outputs|generations|predictions|solutions_str)$/;
/** What a row's right answer may be called, in the order in which it is looked for. */
const REFERENCE =
  /^(?:answer|ground_truth|reference|target|expected|label|gold|solution|truth|gt|reference_answer|expected_answer)$/;
/** The plural names by which verifiers asks for a whole group. */
const GROUP_OF_VERIFIERS = /^(?:states|infos|tasks|answers)$/;

/** How a function is called: one output, or a list of one as TRL does. */
export interface Contract {
  readonly isList: boolean;
  /** Whether an output is its messages and not its text. */
  readonly hasMessages: boolean;
  readonly arguments: readonly Argument[];
  /** Whether every column of the row is handed over as well. */
  readonly hasColumns: boolean;
}

export interface Argument {
  readonly name: string;
  /** Python of its value, of one row. */
  readonly value: string;
}

/** The contract of a reward function; a text where it is one that a grader can't keep; undefined where it is none. */
export function contractOf({ parameters, body }: PythonFunction): Contract | string | undefined {
  const plain = parameters.filter(({ kind }) => kind === "plain");
  const output = plain.find(({ name }) => OUTPUTS.test(name)) ?? plain.find(({ name }) => OUTPUT.test(name));
  if (!output) return undefined;
  const isList = OUTPUTS.test(output.name);
  const group = plain.find(({ name }) => isList && GROUP_OF_VERIFIERS.test(name));
  if (group) return t("it takes {0}, those of a whole group", group.name);
  const parser = plain.find(({ name, hasDefault }) => name === "parser" && !hasDefault);
  if (parser) return t("it needs the parser of its environment");
  const hasMessages = readsMessages(body);
  const wanted = plain.filter((each) => each === output || !each.hasDefault || isKnown(each));
  return {
    isList,
    hasMessages,
    arguments: wanted.map((each) => ({ name: each.name, value: valueOf(each, output.name, hasMessages) })),
    hasColumns: parameters.some(({ kind }) => kind === "keywords"),
  };
}

/** `completion[0]["content"]`, `m.get("content")`: a chat's messages. */
function readsMessages(body: string): boolean {
  return /\[\s*["']content["']\s*\]|\.get\(\s*["'](?:content|role)["']|\[\s*["']role["']\s*\]/.test(body);
}

function isKnown({ name }: Parameter): boolean {
  return REFERENCE.test(name) || /^(?:prompts?|question|info|task|state|extra_info|data_source)$/.test(name);
}

function valueOf({ name, hasDefault }: Parameter, output: string, hasMessages: boolean): string {
  if (name === output) return hasMessages ? "messages" : "text";
  if (/^(?:prompts?|question)$/.test(name))
    return `_first(item, ["${name}", "prompt", "question", "messages"], "")`;
  if (name === "state")
    return `{"prompt": item.get("prompt"), "completion": ${hasMessages ? "messages" : "text"}, "answer": item.get("answer", ""), "info": item.get("info", {}), "task": item.get("task", "")}`;
  if (name === "data_source" || name === "task") return `item.get("${name}", "")`;
  if (name === "info") return 'item.get("info", {})';
  if (name === "extra_info") return 'item.get("extra_info", item)';
  if (!REFERENCE.test(name)) return hasDefault ? `item.get("${name}")` : `item["${name}"]`;
  const others = REFERENCES.filter((each) => each !== name);
  return `_first(item, ${JSON.stringify([name, ...others])})`;
}

const REFERENCES = [
  "ground_truth",
  "answer",
  "reference_answer",
  "expected_answer",
  "reference",
  "target",
  "expected",
];
