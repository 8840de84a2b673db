import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { textAt, type Json, type JsonPath } from "../json/value";

/** What an error's body says, whatever server wrote it. */
export interface ErrorEnvelope {
  readonly message: string;
  /** The parameter path that it names, such as `grader.source`. */
  readonly param?: string;
  readonly code?: string;
}

const MESSAGE_PLACES: readonly JsonPath[] = [
  ["error", "message"],
  ["error"],
  ["message"],
  ["detail"],
  ["detail", 0, "msg"],
];
const LONGEST_MESSAGE = 1000;

/** Reads the usual envelopes: OpenAI and Azure, gateways, FastAPI, plain text, web pages (facts.md "HTTP errors"). */
export function readErrorEnvelope(body: string): ErrorEnvelope {
  const json = tryReadJson(body);
  const message = messageOf(json) ?? textMessage(body);
  const param = deepestParam(wordsAt(json, ["error", "param"]), paramInWords(message));
  const code = wordsAt(json, ["error", "code"]) ?? wordsAt(json, ["error", "type"]);
  return { message, ...(param !== undefined && { param }), ...(code !== undefined && { code }) };
}

function messageOf(json: Json | undefined): string | undefined {
  for (const place of MESSAGE_PLACES) {
    const message = wordsAt(json, place);
    if (message !== undefined) return cut(message);
  }
  return undefined;
}

/** An empty text says nothing. */
function wordsAt(json: Json | undefined, path: JsonPath): string | undefined {
  const text = textAt(json, path);
  return text === "" ? undefined : text;
}

function textMessage(body: string): string {
  const text = body.trim();
  if (text === "") return t("it gave no reason");
  if (!text.startsWith("<")) return cut(text.replace(/\s+/g, " "));
  const title = /<title[^>]*>([^<]*)</i.exec(text.slice(0, 10_000))?.[1]?.trim();
  return title ? t('a web page "{0}"', cut(title)) : t("a web page");
}

function cut(text: string): string {
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
}

/** The path in words such as `Invalid type for 'graders.input': expected …`. */
function paramInWords(message: string): string | undefined {
  return /'((?:graders?|item|model_sample)(?:[.[][^'\s]*)?)'/.exec(message)?.[1];
}

/** A multi's validation names only `grader` as parameter, and the path inside in its message. */
function deepestParam(given: string | undefined, worded: string | undefined): string | undefined {
  return given === undefined || (given === "grader" && worded !== undefined) ? worded : given;
}
