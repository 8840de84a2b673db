import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import { kindWords } from "../json/kindWords";
import { kindOf, type Json } from "../json/value";
import { Markdown } from "../markdown";
import { sampleNamespace } from "../sample/namespace";
import type { Sample } from "../sample/sample";
import { SAMPLE_FIELDS } from "../template/names";
import { parseTemplate, referencesOf, type ReferencePart } from "../template/parse";
import { lookUp, pathText, renderTemplate, valueText, type TemplateData } from "../template/render";
import { templateAt } from "./templateCursor";
import { valueBlock } from "./valueBlock";

export interface GraderHover {
  readonly markdown: Markdown;
  /** Offsets into the file. */
  readonly range: TextRange;
}

/** The sample that Run would take, with its name for people. */
export interface CurrentSample {
  readonly sample: Sample;
  readonly label: string;
}

/** What the variable at `offset` is in the current sample, and what it renders to. */
export function hoverTemplate(
  document: GraderDocument,
  offset: number,
  current: CurrentSample | undefined,
): GraderHover | undefined {
  const place = templateAt(document, offset);
  if (!place) return undefined;
  const { text, at, offsets } = place;
  const part = referencesOf(parseTemplate(text)).find(({ start, end }) => start <= at && at <= end);
  if (!part) return undefined;
  const markdown = Markdown.paragraphs(title(part), ...(current ? inSample(part, text, current) : []));
  return { markdown, range: offsets.toSourceRange(part.start, part.end) };
}

function title({ namespace, path }: ReferencePart): Markdown {
  const [field] = path;
  const known = namespace === "sample" && typeof field === "string" && Object.hasOwn(SAMPLE_FIELDS, field);
  const name = Markdown.code(pathText(namespace, path));
  return known
    ? Markdown.sentence("{0} — {1}", name, Markdown.text(SAMPLE_FIELDS[field]?.description ?? ""))
    : name;
}

function inSample(part: ReferencePart, text: string, { sample, label }: CurrentSample): readonly Markdown[] {
  if (part.namespace === "sample" && sample.output.kind === "none") {
    return [Markdown.text(t("In {0}: there is no output yet.", label))];
  }
  const data = { item: sample.item, sample: sampleNamespace(sample) };
  const value = lookUp(part, data);
  return value === undefined ? [Markdown.text(missing(part, text, data, label))] : found(value, label);
}

function found(value: Json, label: string): readonly Markdown[] {
  const text = (words: string) => Markdown.text(words);
  if (typeof value === "string") {
    const shown = value === "" ? text(t("(nothing)")) : Markdown.block(value);
    return [text(t("In {0}, a string that renders to:", label)), shown];
  }
  return [
    text(t("In {0}, {1}:", label, kindWords(kindOf(value)))),
    valueBlock(value),
    text(t("Renders to:")),
    Markdown.block(valueText(value, "json")),
  ];
}

function missing(part: ReferencePart, text: string, data: TemplateData, label: string): string {
  const rendered = renderTemplate(parseTemplate(text.slice(part.start, part.end)), data);
  const [why] = rendered.kind === "missing" ? rendered.missing : [];
  return t("In {0}, it is missing: {1}", label, why ? `${why.message} ${why.mend}` : "");
}
