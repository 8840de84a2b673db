import { t } from "@vscode/l10n";
import type { ErrorObject } from "ajv";
import { orWords } from "../lists";
import { saidElsewhere } from "../said";

interface Params {
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
  readonly type?: string | readonly string[];
  readonly limit?: number;
}

/** A sentence for a finding that the schema has no words of its own for. */
export function wordsFor({ keyword, params, message }: ErrorObject): string {
  const { missingProperty, additionalProperty, allowedValues, allowedValue, type, limit } = params as Params;
  switch (keyword) {
    case "required":
      return t('"{0}" is missing.', missingProperty ?? "");
    case "additionalProperties":
      return t('Nothing reads "{0}" here. Correct its name or remove it.', additionalProperty ?? "");
    case "enum":
      return t(
        "The value must be one of {0}.",
        (allowedValues ?? []).map((value) => JSON.stringify(value)).join(", "),
      );
    case "const":
      return t("The value must be {0}.", JSON.stringify(allowedValue));
    case "type":
      return t("The value must be {0}.", typeWords(type));
    case "minItems":
      return limit === 1
        ? t("At least 1 entry is needed.")
        : t("At least {0} entries are needed.", limit ?? 1);
    case "maxItems":
      return limit === 1 ? t("At most 1 entry fits.") : t("At most {0} entries fit.", limit ?? 1);
    case "minProperties":
      return limit === 1
        ? t("At least 1 member is needed.")
        : t("At least {0} members are needed.", limit ?? 1);
    case "minimum":
      return t("The value must be {0} or more.", limit ?? 0);
    case "maximum":
      return t("The value must be {0} or less.", limit ?? 0);
    case "deprecationMessage":
      return saidElsewhere(message ?? "").message;
    default:
      return message === undefined ? t("The value is not allowed here.") : sentence(message);
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: t("a text"),
  number: t("a number"),
  integer: t("a whole number"),
  boolean: t("true or false"),
  array: t("an array"),
  object: t("an object"),
  null: "null",
};

function typeWords(type: string | readonly string[] | undefined): string {
  const types = typeof type === "string" ? type.split(",") : [...(type ?? [])];
  return orWords(types.map((name) => TYPE_WORDS[name] ?? name));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
