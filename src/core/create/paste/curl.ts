import { t } from "@vscode/l10n";
import { LiteralError } from "../literal/literalError";
import type { MappedText } from "./mappedText";
import { shellWords } from "./shell";

const CURL = /(?:^|[\s;&|($`])curl(?:\.exe)?\s/;
const DATA = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)$/;
const DATA_INLINE = /^(?:-d(?=.)|--(?:data|data-raw|data-binary|data-ascii|json)=)/;
const HEREDOC = /<<-?\s*(["']?)(\w+)\1[^\n]*\n([^]*?)\n[ \t]*\2(?=\s|$)/;

/** Whether a text is a curl command, maybe behind a prompt or within a script. */
export function isCurl(text: string): boolean {
  return CURL.test(text);
}

/**
 * The body that a curl command sends.
 * @throws LiteralError where it has none, or reads it from a file
 */
export function curlBody(text: string): MappedText {
  const start = CURL.exec(text)?.index ?? 0;
  const words = shellWords(text.slice(start));
  for (const [index, word] of words.entries()) {
    const body = DATA.test(word.text) ? words[index + 1] : inlineBody(word);
    if (body === undefined) continue;
    if (!body.text.startsWith("@"))
      return { text: body.text, toSource: (offset) => start + body.toSource(offset) };
    const document = body.text === "@-" ? hereDocument(text) : undefined;
    if (document) return document;
    const message = t(
      "The body of this command stands in the file {0}. Paste what is in it.",
      body.text.slice(1),
    );
    throw new LiteralError(message, start + body.toSource(0));
  }
  throw new LiteralError(t("This curl command sends no JSON: it has no -d."), start);
}

function inlineBody(word: MappedText): MappedText | undefined {
  const option = DATA_INLINE.exec(word.text)?.[0];
  if (option === undefined) return undefined;
  return {
    text: word.text.slice(option.length),
    toSource: (offset) => word.toSource(offset + option.length),
  };
}

function hereDocument(text: string): MappedText | undefined {
  const found = HEREDOC.exec(text);
  const [whole, , , body] = found ?? [];
  if (!found || whole === undefined || body === undefined) return undefined;
  const start = found.index + whole.indexOf(body, whole.indexOf("\n"));
  return { text: body, toSource: (offset) => start + offset };
}
