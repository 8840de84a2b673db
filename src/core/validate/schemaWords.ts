import type { ErrorObject } from "ajv";

interface Params {
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
  readonly type?: string | readonly string[];
  readonly limit?: number;
  readonly pattern?: string;
}

/** A sentence for a finding that the schema has no words of its own for. */
export function wordsFor({ keyword, params, message, propertyName }: ErrorObject): string {
  const { missingProperty, additionalProperty, allowedValues, allowedValue, type, limit } = params as Params;
  switch (keyword) {
    case "required":
      return `"${missingProperty ?? ""}" is missing.`;
    case "additionalProperties":
      return `Nothing reads "${additionalProperty ?? ""}" here. Correct its name or remove it.`;
    case "enum":
      return `The value must be one of ${(allowedValues ?? []).map((value) => JSON.stringify(value)).join(", ")}.`;
    case "const":
      return `The value must be ${JSON.stringify(allowedValue)}.`;
    case "type":
      return `The value must be ${typeWords(type)}.`;
    case "minItems":
      return `At least ${limit ?? 1} ${limit === 1 ? "entry is" : "entries are"} needed.`;
    case "maxItems":
      return `At most ${limit ?? 1} ${limit === 1 ? "entry fits" : "entries fit"}.`;
    case "minProperties":
      return `At least ${limit ?? 1} ${limit === 1 ? "member is" : "members are"} needed.`;
    case "minimum":
      return `The value must be ${limit ?? 0} or more.`;
    case "maximum":
      return `The value must be ${limit ?? 0} or less.`;
    case "minLength":
      return "The text must not be empty.";
    case "pattern":
      return propertyName === undefined
        ? "The text has not the form that is needed here."
        : `"${propertyName}" is no possible name here.`;
    case "deprecationMessage":
      return message ?? "";
    default:
      return sentence(message ?? "The value is not allowed here");
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  null: "null",
};

function typeWords(type: string | readonly string[] | undefined): string {
  const types = typeof type === "string" ? type.split(",") : [...(type ?? [])];
  return types.map((name) => TYPE_WORDS[name] ?? name).join(" or ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
