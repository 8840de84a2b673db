import { t } from "@vscode/l10n";
import type { RunResult } from "../../result/runResult";
import { formatSeconds, formatTokens } from "../numbers";
import { looseDetails } from "./flagViews";
import type { Fact } from "./panelView";

const KNOWN = ["name", "type", "errors", "execution_time", "scores", "token_usage", "sampled_model_name"];

/** Every field of the answer that is shown nowhere else; what a provider left out is left out. */
export function metadataFacts(result: RunResult): readonly Fact[] {
  const { metadata, diagnostics } = result;
  const fields: Readonly<Record<string, unknown>> = { ...metadata };
  const { execution_time: time } = fields;
  return [
    ...fact("name", fields.name),
    ...fact("type", fields.type),
    ...fact("execution_time", typeof time === "number" ? formatSeconds(time) : time),
    ...fact("sampled_model_name", fields.sampled_model_name),
    ...fact("token_usage", formatTokens(fields.token_usage)),
    ...fact("scores", fields.scores),
    ...Object.entries(result.model_grader_token_usage_per_model).flatMap(([model, usage]) =>
      fact(t("tokens of {0}", model), formatTokens(usage)),
    ),
    ...Object.entries(fields).flatMap(([key, value]) => (KNOWN.includes(key) ? [] : fact(key, value))),
    ...looseDetails(metadata.errors).map(([label, value]) => ({ label, value })),
    ...fact(t("profile"), diagnostics.profile),
    ...fact(t("request id"), diagnostics.request_id),
  ];
}

function fact(label: string, value: unknown): readonly Fact[] {
  if (value === undefined || value === null || value === "") return [];
  if (typeof value === "object" && Object.keys(value).length === 0) return [];
  return [{ label, value: typeof value === "string" ? value : JSON.stringify(value) }];
}
