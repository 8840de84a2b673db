import { t } from "@vscode/l10n";

/**
 * A sentence in the user's language, and in English where that is another one: what becomes the API's
 * `*_details` is data and stays English (docs/architecture.md "Words").
 */
export interface Said {
  readonly message: string;
  readonly english?: string | undefined;
}

/** Says `text` with `{0}`, `{1}` … replaced by the values, as `t` does; a value may itself be said. */
export function said(text: string, ...values: readonly (string | number | Said)[]): Said {
  const message = t(text, ...values.map((value) => (isSaid(value) ? value.message : value)));
  const english = text.replace(/\{(\d+)\}/g, (place, at: string) => inEnglish(values[Number(at)]) ?? place);
  return message === english ? { message } : { message, english };
}

/** As `said`, for a sentence that is written outside our TypeScript: in a schema or in Python. */
export function saidElsewhere(text: string, ...values: readonly string[]): Said {
  return said(text, ...values);
}

/** What an error says, as a part of another sentence. */
export function saidBy(error: unknown): Said {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, english }: Error & Partial<Said> = error;
  return { message, english };
}

function inEnglish(value: string | number | Said | undefined): string | undefined {
  if (value === undefined) return undefined;
  return isSaid(value) ? (value.english ?? value.message) : String(value);
}

function isSaid(value: string | number | Said): value is Said {
  return typeof value === "object";
}
