import { t } from "@vscode/l10n";
import { removeMember } from "../edit/members";
import type { JsonDocument } from "../json/document";
import { escaped } from "../json/edits";
import type { JsonPath } from "../json/value";
import type { Span } from "../template/parse";
import { editRangeInString } from "./places";
import type { ProblemFix } from "./problem";

/** What most "did you mean" lists show. */
export const MOST_SUGGESTIONS = 3;

/** Replaces a span of the decoded string at `path`; an empty span is where text is inserted. */
export function replaceInString(
  json: JsonDocument,
  path: JsonPath,
  span: Span,
  text: string,
  title = t('Replace with "{0}"', text),
): ProblemFix {
  return { title, edits: [{ range: editRangeInString(json, path, span), newText: escaped(text) }] };
}

/** Takes the property at `path` away. */
export function removed(json: JsonDocument, path: JsonPath): ProblemFix {
  return { title: t('Remove "{0}"', String(path.at(-1))), edits: removeMember(json, path) };
}

/** A message that ends with what was meant, or with `otherwise` where nobody knows. */
export function withHint(message: string, [meant]: readonly string[], otherwise: string): string {
  return `${message} ${meant === undefined ? otherwise : t("Did you mean {0}?", meant)}`;
}
