import { t } from "@vscode/l10n";
import { isArray, isObject, type Json, type JsonPath } from "../../json/value";
import { isNamespace } from "../../template/names";
import { parseTemplate, referencesOf } from "../../template/parse";
import { gradersIn, type FoundGrader } from "../graders";
import { rangeInString } from "../places";
import { problemAt, type Rule } from "../rule";

/**
 * Fields whose text is taken as it stands (facts.md "Templates"). A formula says so itself, and Python's braces are
 * Python's: a source is left alone.
 */
const FIELDS = ["name", "model", "labels", "passing_labels", "image_tag", "url", "headers"];

/** A variable where none is expanded stays as text. */
export const checkNotExpanded: Rule = (context) =>
  gradersIn(context.document)
    .flatMap(plainStrings)
    .flatMap(({ path, text }) =>
      variablesIn(text).map(({ start, end, variable }) =>
        problemAt(context, path, {
          code: "template-not-expanded",
          message: t("No template is expanded here: {0} stays as text.", variable),
          range: rangeInString(context.document.json, path, { start, end }),
        }),
      ),
    );

interface PlainString {
  readonly path: JsonPath;
  readonly text: string;
}

function plainStrings({ value, path }: FoundGrader): readonly PlainString[] {
  return FIELDS.flatMap((field) => stringsIn(value.get(field), [...path, field]));
}

/** The text itself, or the entries of a list or table of texts. */
function stringsIn(value: Json | undefined, path: JsonPath): readonly PlainString[] {
  if (typeof value === "string") return [{ path, text: value }];
  const entries = isObject(value) ? [...value] : isArray(value) ? [...value.entries()] : [];
  return entries.flatMap(([step, entry]) =>
    typeof entry === "string" ? [{ path: [...path, step], text: entry }] : [],
  );
}

/** Other double braces are text that nobody takes for a variable. */
function variablesIn(text: string): readonly { start: number; end: number; variable: string }[] {
  return referencesOf(parseTemplate(text))
    .filter(({ namespace }) => isNamespace(namespace))
    .map(({ start, end }) => ({ start, end, variable: text.slice(start, end) }));
}
