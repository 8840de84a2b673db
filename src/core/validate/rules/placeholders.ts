import { t } from "@vscode/l10n";
import { placeholdersIn } from "../../grader/placeholders";
import { isArray, isObject, type Json, type JsonPath } from "../../json/value";
import { rangeInString } from "../places";
import { problemAt, type Rule } from "../rule";

/** What was pasted or imported with a gap, and not filled in yet. */
export const checkPlaceholders: Rule = (context) => {
  const { json, root } = context.document;
  return [...textsOf(root ?? null, [])].flatMap(({ path, text }) =>
    placeholdersIn(text).map(({ name, start, end }) =>
      problemAt(context, path, {
        code: "placeholder-unfilled",
        message: t("Put the value of {0} here: it could not be read where this grader comes from.", name),
        range: rangeInString(json, path, { start, end }),
      }),
    ),
  );
};

function* textsOf(value: Json, path: JsonPath): Iterable<{ readonly path: JsonPath; readonly text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (isArray(value))
    for (const [index, entry] of value.entries()) yield* textsOf(entry, [...path, index]);
  else if (isObject(value)) for (const [key, entry] of value) yield* textsOf(entry, [...path, key]);
}
