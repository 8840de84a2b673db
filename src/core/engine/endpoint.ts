import { t } from "@vscode/l10n";
import { isObject, JsonNumber, type Json } from "../json/value";
import { tryReadJson } from "../json/read";
import { writeJson } from "../json/write";
import type { EndpointGrader } from "../grader/types";
import { ProviderError } from "../provider/provider";
import { discardBody, readBody } from "../provider/body";
import { said, saidBy, type Said } from "../said";
import type { JsonPath } from "../json/value";
import type { Failure } from "../result/runResult";
import type { GradeContext, Graded, Handler } from "./graded";

/** Foundry limits what its endpoint graders send and answer (grader-semantics.md 9.2: stated for tools). */
const MAX_BODY_BYTES = 1_000_000;

/** POSTs `{sample, item, trace_id}` to the grader's service and takes its `{score}` (grader-semantics.md 9.2). */
export const gradeEndpoint: Handler<"endpoint"> = async (grader, context, path) => {
  const base = { basis: "reference library", rendered: [], notes: [] } as const;
  const answer = await askEndpoint(grader, context, [...path, "url"]);
  if (typeof answer !== "number") return { ...base, reward: 0, failures: [answer] };
  return { ...base, reward: answer, failures: [] } satisfies Graded;
};

async function askEndpoint(
  { url, headers = {} }: EndpointGrader,
  { data, ports, options, signal }: GradeContext,
  path: JsonPath,
): Promise<number | Failure> {
  const fail = (flag: Failure["flag"], what: Said, mend: string): Failure => ({ flag, ...what, mend, path });
  const body = writeJson(
    new Map<string, Json>([
      ["sample", data.sample],
      ["item", data.item],
      ["trace_id", crypto.randomUUID()],
    ]),
  );
  const limit = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await ports.endpoint(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", accept: "application/json" },
      body,
      signal: AbortSignal.any([signal, limit]),
      redirect: "manual",
    });
    if (response.status >= 300) {
      await discardBody(response);
      const flag = response.status >= 500 ? "endpoint_grader_internal_error" : "endpoint_grader_server_error";
      const what = said("{0} answered with status {1}.", url, response.status);
      return fail(flag, what, t("Look at the service's own log."));
    }
    const answer = tryReadJson(await readBody(response, MAX_BODY_BYTES));
    const score = isObject(answer) ? answer.get("score") : undefined;
    if (score instanceof JsonNumber && Number.isFinite(score.value)) return score.value;
    return fail(
      "endpoint_grader_server_error",
      said("{0} gave no {1}.", url, '{"score": number}'),
      t("Answer with JSON such as {0}.", '{"score": 0.5}'),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError)
      return fail("endpoint_grader_server_error", saidBy(error), error.details.mend ?? t("Allow the call."));
    if (limit.aborted) {
      const what = said("{0} did not answer within {1} s.", url, options.timeoutMs / 1000);
      return fail("endpoint_grader_server_error", what, t("Look at the service, or allow more time."));
    }
    return fail(
      "endpoint_grader_server_error",
      said("{0} could not be asked: {1}", url, saidBy(error)),
      t("Start the service, or correct the url."),
    );
  }
}
