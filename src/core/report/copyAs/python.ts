import { isArray, isObject, JsonNumber, type Json } from "../../json/value";
import { apiOf, type Api, type CopyContext } from "./context";
import { copiedRequest } from "./request";

/** A Python script that runs the grader with the official client. */
export function pythonText(context: CopyContext): string {
  const api = apiOf(context);
  const { grader, modelSample, item, note } = copiedRequest(context);
  const lines = [
    ...(note === undefined ? [] : [`# ${note}`]),
    ...clientLines(api),
    "",
    "result = client.fine_tuning.alpha.graders.run(",
    `    grader=${pythonLiteral(grader, INDENT)},`,
    `    model_sample=${pythonLiteral(modelSample)},`,
    `    item=${pythonLiteral(item, INDENT)},`,
    ")",
    "print(result.reward)",
    "print(result.metadata.errors)",
  ];
  return `${lines.join("\n")}\n`;
}

const INDENT = "    ";

function clientLines({ id, isUsual, baseUrl, keyVariable }: Api): readonly string[] {
  if (id === "openai" && isUsual) {
    return ["from openai import OpenAI", "", `client = OpenAI()  # reads ${keyVariable}`];
  }
  return [
    "import os",
    "",
    "from openai import OpenAI",
    "",
    "client = OpenAI(",
    `    base_url=${pythonLiteral(baseUrl)},`,
    `    api_key=os.environ["${keyVariable}"],`,
    ")",
  ];
}

/** A JSON value as Python source, digits and key order kept. */
export function pythonLiteral(value: Json, indent = ""): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof JsonNumber) return value.text;
  // JSON's escapes are Python's too, and what JSON leaves as it is, Python does.
  if (typeof value === "string") return JSON.stringify(value);
  const inner = indent + INDENT;
  if (isArray(value)) {
    return block(
      "[",
      value.map((entry) => pythonLiteral(entry, inner)),
      "]",
      indent,
    );
  }
  if (!isObject(value)) throw new Error("JSON has no other kinds");
  const members = [...value].map(([key, entry]) => `${JSON.stringify(key)}: ${pythonLiteral(entry, inner)}`);
  return block("{", members, "}", indent);
}

function block(open: string, entries: readonly string[], close: string, indent: string): string {
  if (entries.length === 0) return open + close;
  return `${open}\n${entries.map((entry) => `${indent}${INDENT}${entry},\n`).join("")}${indent}${close}`;
}
