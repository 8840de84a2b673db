import { t } from "@vscode/l10n";
import { closest } from "../../json/closest";
import { isNamespace, NAMESPACES, SAMPLE_FIELDS } from "../../template/names";
import { referencesOf, type ReferencePart } from "../../template/parse";
import { pathText } from "../../template/render";
import { MOST_SUGGESTIONS, replaceInString, withHint } from "../fixes";
import { gradersIn, templatedStrings, type TemplatedString } from "../graders";
import { rangeInString } from "../places";
import type { Problem } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";
import { foundIn, similar, withNamespace } from "../suggestVariables";
import { faultFixes, singleBraces } from "./templateFixes";

/** Templates parse and begin with a known namespace and field (facts.md "Templates"). */
export const checkTemplates: Rule = (context) =>
  gradersIn(context.document).flatMap((grader) =>
    templatedStrings(grader).flatMap((templated) => [
      ...checkFaults(context, templated),
      ...checkSingleBraces(context, templated),
      ...referencesOf(templated.template).flatMap((part) => checkReference(context, templated, part)),
    ]),
  );

function checkFaults(context: RuleContext, { path, text, template }: TemplatedString): readonly Problem[] {
  const { json } = context.document;
  return template.faults.map((fault) =>
    problemAt(context, path, {
      code: fault.code,
      message: fault.message,
      range: rangeInString(json, path, fault),
      fixes: faultFixes(json, path, text, fault, context.rows),
    }),
  );
}

/** `{item.answer}`, as Python's f-strings have it. */
function checkSingleBraces(
  context: RuleContext,
  { path, text, template }: TemplatedString,
): readonly Problem[] {
  const { json } = context.document;
  return singleBraces(template).map(({ variable, ...span }) => {
    const wanted = `{{${variable}}}`;
    return problemAt(context, path, {
      code: "template-syntax",
      message: t('Variables have two braces, so "{0}" stays as text. Write "{1}".', `{${variable}}`, wanted),
      range: rangeInString(json, path, span),
      // Another brace behind it may be the missing one's partner, or close an object around it.
      fixes: text[span.end] === "}" ? [] : [replaceInString(json, path, span, wanted)],
    });
  });
}

function checkReference(
  context: RuleContext,
  templated: TemplatedString,
  part: ReferencePart,
): readonly Problem[] {
  if (!isNamespace(part.namespace)) return [wrongNamespace(context, templated, part)];
  const field = part.path[0];
  if (part.namespace !== "sample" || typeof field !== "string" || Object.hasOwn(SAMPLE_FIELDS, field))
    return [];
  // Hosted evals' lines and our own samples may bring more than the documented fields.
  if (context.rows?.has("sample", [field]) === true) return [];
  return [unknownField(context, templated, part, field)];
}

function wrongNamespace(context: RuleContext, { path }: TemplatedString, part: ReferencePart): Problem {
  const { json } = context.document;
  const near = closest(part.namespace, Object.keys(NAMESPACES));
  const meant =
    near === undefined
      ? withNamespace([part.namespace, ...part.path], context.rows)
      : [pathText(near, part.path)];
  const word = { start: part.inner.start, end: part.inner.start + part.namespace.length };
  return problemAt(context, path, {
    code: "template-namespace",
    message: withHint(
      t('"{0}" is no namespace, so this variable is never found.', part.namespace),
      meant,
      t("Variables begin with item. or sample."),
    ),
    range: rangeInString(json, path, part.inner),
    fixes:
      near === undefined
        ? meant.map((variable) => replaceInString(json, path, part.inner, variable))
        : [replaceInString(json, path, word, near)],
  });
}

function unknownField(
  context: RuleContext,
  { path }: TemplatedString,
  part: ReferencePart,
  field: string,
): Problem {
  const { json } = context.document;
  const known = Object.keys(SAMPLE_FIELDS);
  const near = similar(field, known).map((name) => pathText("sample", [name, ...part.path.slice(1)]));
  const elsewhere = near.length > 0 ? [] : foundIn(["item"], part.path, context.rows);
  const meant = [...near, ...elsewhere].slice(0, MOST_SUGGESTIONS);
  return problemAt(context, path, {
    code: "template-sample-field",
    message: withHint(
      t('sample has no field "{0}" unless your samples bring it.', field),
      meant,
      t("It has {0}.", known.join(", ")),
    ),
    range: rangeInString(json, path, part.inner),
    fixes: meant.map((variable) => replaceInString(json, path, part.inner, variable)),
  });
}
