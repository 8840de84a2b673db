import { t } from "@vscode/l10n";
import { placeholder } from "../../grader/placeholders";
import { writeJson } from "../../json/write";
import { findHeredocs, withoutBodies } from "../literal/heredocs";
import type { FoundGrader } from "./gradersIn";
import { gradersInCode } from "./inCode";
import { NOTHING, together, type Found, type FoundNote } from "./found";
import type { MappedText } from "./mappedText";
import { hereText, shellWords, type Word } from "./shell";

const CURL = /(?:^|[\s;&|($`])curl(?:\.exe)?\s/;
const DATA = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)$/;
const DATA_INLINE = /^(?:-d(?=.)|--(?:data|data-raw|data-binary|data-ascii|json)=)/;
const ASSIGNED = /^([A-Za-z_]\w*)=/;
const SCRIPT =
  /^#!.*\bsh\b|^[ \t]*(?:cat|tee)\b[^\n]*<<|^[ \t]*(?:export\s+)?[A-Za-z_]\w*=(?:'\s*[{[]|"\s*(?:\{|\[)|\$\(cat\s*<<)/m;

/** Whether a text is a curl command, maybe behind a prompt, or a script of a shell. */
export function isShell(text: string): boolean {
  return CURL.test(text) || SCRIPT.test(text);
}

/**
 * The graders of a shell's text: in the bodies that curl sends, in quoted words and in here documents, with the
 * variables that the same text sets. Nothing is run.
 */
export function gradersInShell(text: string): Found {
  const heredocs = findHeredocs(text);
  const masked = withoutBodies(text, heredocs);
  const values = new Map<string, string>();
  const missing: FoundNote[] = [];
  const expand = (name: string, offset: number) => {
    const value = values.get(name);
    if (value !== undefined) return value;
    const message = t(
      "{0} is a variable. Put its value here, or copy the line that sets it too.",
      `$${name}`,
    );
    missing.push({ offset, message });
    return placeholder(name);
  };
  for (const { text: word } of shellWords(masked)) {
    const name = ASSIGNED.exec(word)?.[1];
    if (name !== undefined) values.set(name, word.slice(name.length + 1));
  }
  const words = shellWords(masked, expand);
  const bodies = heredocs.map(({ bodyStart, bodyEnd, isQuoted }) =>
    hereText(text, bodyStart, bodyEnd, isQuoted ? undefined : expand),
  );
  const texts = [...words.map(withoutName), ...bodies].filter((each) => /^\s*[{[]/.test(each.text));
  const all = together(texts.map((each) => gradersInCode(each)));
  const found = { ...all, graders: once(all.graders) };
  if (found.graders.length === 0) return { ...NOTHING, notes: [...found.notes, ...bodyNotes(text)] };
  const written = texts.map((each) => each.text).join("\n");
  const gaps = missing.filter(({ offset }) => mentions(written, text, offset));
  return { ...found, notes: [...found.notes, ...gaps] };
}

/** Without those that stand there twice: as a variable's value and where it is used. */
function once(graders: readonly FoundGrader[]): readonly FoundGrader[] {
  return [...new Map(graders.map((each) => [writeJson(each.grader), each])).values()];
}

/** Whether the variable at an offset stands as a placeholder in what was read. */
function mentions(written: string, text: string, offset: number): boolean {
  const name = /^\$\{?(\w+)/.exec(text.slice(offset, offset + 80))?.[1];
  return name !== undefined && written.includes(placeholder(name));
}

/** The value of `NAME=…`, `--data=…` and `-d…`. */
function withoutName(word: Word): MappedText {
  const lead = ASSIGNED.exec(word.text)?.[0] ?? DATA_INLINE.exec(word.text)?.[0] ?? "";
  return { text: word.text.slice(lead.length), toSource: (offset) => word.toSource(offset + lead.length) };
}

/** Why a curl command has no grader that stands in the text. */
function bodyNotes(text: string): readonly FoundNote[] {
  const start = CURL.exec(text)?.index;
  if (start === undefined) return [];
  const words = shellWords(text.slice(start));
  for (const [index, word] of words.entries()) {
    const body = DATA.test(word.text)
      ? words[index + 1]
      : DATA_INLINE.test(word.text)
        ? withoutName(word)
        : undefined;
    if (body === undefined) continue;
    if (!body.text.startsWith("@") || body.text === "@-") return [];
    const message = t(
      "The body of this command stands in the file {0}. Paste what is in it.",
      body.text.slice(1),
    );
    return [{ offset: start + body.toSource(0), message }];
  }
  return [{ offset: start, message: t("This curl command sends no JSON: it has no -d.") }];
}
