import { t } from "@vscode/l10n";
import { LineIndex } from "../../json/lines";
import { StringOffsets } from "../../json/stringOffsets";
import { LiteralError } from "../literal/literalError";
import { textAt, type JsonObject } from "../../json/value";
import { dedent } from "../literal/known";
import { endOfString, openingAt } from "../literal/strings";
import { outlineOf, skipBlanks } from "../literal/tokens";
import { pythonGrader } from "../pythonGrader";
import { rewardGraders } from "../reward/rewardGraders";
import type { YamlRead } from "../yaml/readYaml";
import { gradersInShell, isShell } from "./curl";
import { NOTHING, together, type Found } from "./found";
import { gradersInValue, type FoundGrader } from "./gradersIn";
import { gradersInCode, wholeString } from "./inCode";
import { readNotebook } from "./notebook";

/** Something that could not be read, or was changed on the way. */
export interface PasteNote {
  /** "Line 3, column 5". */
  readonly place: string;
  readonly message: string;
}

/** What a pasted text holds. */
export type Pasted =
  | {
      readonly kind: "graders";
      readonly graders: readonly [FoundGrader, ...FoundGrader[]];
      /** Jobs and evals as a whole, whose graders are among these. */
      readonly wholes: readonly JsonObject[];
      /** What could not be read, each with its place. */
      readonly notes: readonly PasteNote[];
    }
  | {
      readonly kind: "nothing";
      /** Why, for people, with line and column where there is a place. */
      readonly reason: string;
    };

/** What reads YAML, which is loaded only where a text looks like some. */
export type ReadYaml = (text: string) => YamlRead;

/** Longer than any grader may be. */
const MAX_LENGTH = 2_000_000;

/**
 * Finds the graders of a pasted text: JSON of any kind that holds some, escaped or not, a snippet of a programming
 * language, a shell's command, YAML, a notebook, or the Python source of `grade`. Nothing is executed, and nothing
 * vanishes: what can't be read is told with its place.
 */
export function readPasted(pasted: string, readYaml?: ReadYaml): Pasted {
  if (pasted.trim() === "")
    return { kind: "nothing", reason: t("There is no text to paste. Copy a grader first.") };
  if (pasted.length > MAX_LENGTH) return { kind: "nothing", reason: t("The text is too long for a grader.") };
  const notebook = readNotebook(pasted);
  if (notebook) return told(findIn(notebook.text), notebook.placeOf);
  const lines = new LineIndex(pasted);
  const placeOf = (offset: number) => {
    const { line, character } = lines.positionOf(offset);
    return t("Line {0}, column {1}", line + 1, character + 1);
  };
  const fenced = onlyFenced(pasted);
  const found = fenced === undefined ? NOTHING : findIn(fenced, readYaml);
  return told(found.graders.length > 0 ? found : findIn(withoutFences(pasted), readYaml), placeOf);
}

/** Whether a text may be YAML, so that what reads it is worth loading. */
export function mayBeYaml(text: string): boolean {
  return /^(?:[ \t]*-[ \t]+)?[ \t]*["']?[\w$-]+["']?:(?:[ \t]|\r?$)/m.test(text) && !/^\s*[{[]/.test(text);
}

function told(
  { graders: [first, ...more], wholes, notes }: Found,
  placeOf: (offset: number) => string,
): Pasted {
  const sorted = [...notes].sort((a, b) => a.offset - b.offset);
  const lines = sorted.map(({ offset, message }) => ({ place: placeOf(offset), message }));
  const once = lines.filter(
    ({ place, message }, index) =>
      lines.findIndex((each) => each.place === place && each.message === message) === index,
  );
  if (first) return { kind: "graders", graders: [first, ...more], wholes, notes: once };
  const [why] = once;
  const reason = why
    ? noteLine(why)
    : t(
        "There is no grader in this text: no object with a grader's type, no Python that defines grade(sample, item).",
      );
  return { kind: "nothing", reason };
}

/** A note on one line. */
export function noteLine({ place, message }: PasteNote): string {
  return t("{0}: {1}", place, message);
}

const FENCE = /^[ \t]*(?:```|~~~)[^\r\n]*$/gm;

/** Blanks in the place of Markdown's fences, so that all offsets stay. */
function withoutFences(text: string): string {
  return text.replace(FENCE, (fence) => " ".repeat(fence.length));
}

/** Blanks in the place of all that stands outside of Markdown's fences; undefined where there are none. */
function onlyFenced(text: string): string | undefined {
  const fences = [...text.matchAll(FENCE)];
  if (fences.length < 2) return undefined;
  const blank = (part: string) => part.replace(/[^\r\n]/g, " ");
  let inner = "";
  let from = 0;
  for (let index = 0; index + 1 < fences.length; index += 2) {
    const [open, close] = [fences[index], fences[index + 1]];
    if (!open || !close) break;
    const start = open.index + open[0].length;
    inner += blank(text.slice(from, start)) + text.slice(start, close.index);
    from = close.index;
  }
  return inner + blank(text.slice(from));
}

function findIn(text: string, readYaml?: ReadYaml): Found {
  try {
    return findWhole(text, readYaml);
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    return { ...NOTHING, notes: [{ offset: error.offset, message: error.message }] };
  }
}

/** A text that is a string literal as a whole, or escaped without its quotes, is read once more. */
function findWhole(text: string, readYaml?: ReadYaml): Found {
  const start = skipBlanks(text, 0);
  const end = openingAt(text, start) && endOfString(text, start);
  if (end !== undefined && text.slice(end).trim() === "") {
    const inner = wholeString(text, start);
    if (inner !== undefined) return findWhole(inner, readYaml);
  }
  if (/^[{[](?:\s|\\[nrt])*\\+"/.test(text.slice(start))) {
    const offsets = StringOffsets.of(`"${text.trimEnd()}"`, -1);
    return gradersInCode({ text: offsets.decoded, toSource: (offset) => offsets.toSource(offset) });
  }
  const shell = isShell(text) ? gradersInShell(text) : NOTHING;
  if (shell.graders.length > 0) return shell;
  const yaml = readYaml && mayBeYaml(text) ? inYaml(text, readYaml) : NOTHING;
  if (yaml.graders.length > 0) return yaml;
  const code = gradersInCode({ text, toSource: (offset) => offset });
  const python = inPython(text, code);
  return together([code, python, { ...NOTHING, notes: [...shell.notes, ...yaml.notes] }]);
}

function inYaml(text: string, readYaml: ReadYaml): Found {
  const read = readYaml(text);
  if ("fault" in read)
    return /^[ \t]*type:\s*\w/m.test(text) && !/^[ \t]*(?:def|import|from)\s/m.test(text)
      ? { ...NOTHING, notes: [read.fault] }
      : NOTHING;
  const found = read.documents.map(gradersInValue);
  return {
    graders: found.flatMap(({ graders }) => graders),
    wholes: found.flatMap(({ wholes }) => wholes),
    notes: found
      .flatMap(({ refused }) => refused)
      .map(({ text: word, message }) => ({ offset: Math.max(0, text.indexOf(word)), message })),
  };
}

/** The text as the source of `grade`, where none of its graders has that already. */
function inPython(text: string, { graders }: Found): Found {
  const isThere = graders.some(
    ({ type, grader }) => type === "python" && /def\s+grade\b/.test(textAt(grader, ["source"]) ?? ""),
  );
  if (isThere) return NOTHING;
  const { definesGrade } = outlineOf(text);
  if (definesGrade || (/^[ \t]+def[ \t]+grade\b/m.test(text) && outlineOf(dedent(text)).definesGrade))
    return { ...NOTHING, graders: [{ type: "python", grader: pythonGrader(text), isCriterion: false }] };
  return graders.length === 0 ? rewardGraders(text) : NOTHING;
}
