import { t } from "@vscode/l10n";
import type { JsonKind } from "./value";

/** A kind of JSON value with its article: "an array". */
export function kindWords(kind: JsonKind): string {
  switch (kind) {
    case "null":
      return "null";
    case "boolean":
      return t("a boolean");
    case "number":
      return t("a number");
    case "string":
      return t("a string");
    case "array":
      return t("an array");
    case "object":
      return t("an object");
  }
}
