import { t } from "@vscode/l10n";

/**
 * A sentence in the user's language, and in English where that is another one: what becomes the API's
 * `*_details` is data and stays English (docs/architecture.md "Words").
 */
export interface Said {
  readonly message: string;
  readonly detail?: string;
}

/** Says `text` with `{0}`, `{1}` … replaced by the values, as `t` does. */
export function said(text: string, ...values: readonly (string | number)[]): Said {
  const message = t(text, ...values);
  const english = text.replace(/\{(\d+)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
  return message === english ? { message } : { message, detail: english };
}
