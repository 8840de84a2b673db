import { t } from "@vscode/l10n";
import type { PlainJson } from "../json/value";

/** What a server may lack, in the order in which we give it up; each is said in `adjustments`. */
interface Fallback {
  readonly applies: (message: string) => boolean;
  readonly change: (body: Record<string, PlainJson>) => Record<string, PlainJson> | undefined;
  readonly words: string;
}

const FALLBACKS: readonly Fallback[] = [
  {
    applies: (message) => /response_format|json_schema|structured/i.test(message),
    change: ({ response_format, ...rest }) => {
      if (response_format === undefined) return undefined;
      const isSchema = JSON.stringify(response_format).includes("json_schema");
      return isSchema
        ? {
            ...rest,
            response_format: { type: "json_object" },
            messages: withFormatRequest(rest.messages, response_format),
          }
        : rest;
    },
    words: t("The server takes no JSON schema: the format was asked for in words."),
  },
  ...["temperature", "top_p", "seed", "reasoning_effort", "max_completion_tokens"].map(
    (parameter): Fallback => ({
      applies: (message) => message.includes(parameter),
      change: ({ [parameter]: dropped, ...rest }) => (dropped === undefined ? undefined : rest),
      words: leftOut(parameter),
    }),
  ),
];

function withFormatRequest(messages: PlainJson | undefined, format: PlainJson): PlainJson {
  const schema = JSON.stringify(format);
  const request = {
    role: "system",
    content: `Answer with one JSON object and nothing else, in this format: ${schema}`,
  };
  return [request, ...(Array.isArray(messages) ? messages : [])];
}

/** Says that a sampling parameter was not sent in the end. */
export function leftOut(parameter: string): string {
  return t("The server refuses {0}: it was left out.", parameter);
}

/** The body without what the server's refusal complains of; undefined where there is nothing to give up. */
export function fallBack(
  body: Record<string, PlainJson>,
  message: string,
): { readonly body: Record<string, PlainJson>; readonly words: string } | undefined {
  for (const { applies, change, words } of FALLBACKS) {
    const changed = applies(message) ? change(body) : undefined;
    if (changed) return { body: changed, words };
  }
  return undefined;
}
