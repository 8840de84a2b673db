import { JsonNumber, type Json } from "../../json/value";
import type { Arguments } from "./reading";

const FIELD = /\{\{|\}\}|\{(\w*)(?:![rsa])?(?::[^{}]*)?\}/g;

/** Python's `"…{name}…".format(…)`; undefined where a value is missing or no text. */
export function formatted(
  text: string,
  { members, positionals }: Pick<Arguments, "members" | "positionals">,
): string | undefined {
  let next = 0;
  let missing = 0;
  const filled = text.replace(FIELD, (whole, name: string | undefined) => {
    if (name === undefined) return whole.charAt(0);
    const value =
      name === "" ? positionals[next++] : /^\d+$/.test(name) ? positionals[Number(name)] : members.get(name);
    const words = wordsOf(value);
    if (words === undefined) missing++;
    return words ?? "";
  });
  return missing === 0 ? filled : undefined;
}

/** Python's `"…%s…" % value`; undefined where the values do not fit. */
export function percentFormatted(text: string, values: readonly Json[]): string | undefined {
  let next = 0;
  let missing = 0;
  const filled = text.replace(/%([%sdi])/g, (_, kind: string) => {
    if (kind === "%") return "%";
    const words = wordsOf(values[next++]);
    if (words === undefined) missing++;
    return words ?? "";
  });
  return missing === 0 && next === values.length ? filled : undefined;
}

/** A value as it stands in a text; undefined for what languages write differently. */
export function wordsOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof JsonNumber ? value.text : undefined;
}
