import { isObject, JsonNumber, type Json } from "../json/value";
import { tryReadJson } from "../json/read";
import { writeJson } from "../json/write";
import type { EndpointGrader } from "../grader/types";
import { ProviderError } from "../provider/provider";
import { discardBody, readBody } from "../provider/body";
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
  const fail = (flag: Failure["flag"], message: string, mend: string): Failure => ({
    flag,
    message,
    mend,
    path,
  });
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
      return fail(flag, `${url} answered with status ${response.status}.`, "Look at the service's own log.");
    }
    const answer = tryReadJson(await readBody(response, MAX_BODY_BYTES));
    const score = isObject(answer) ? answer.get("score") : undefined;
    if (score instanceof JsonNumber && Number.isFinite(score.value)) return score.value;
    return fail(
      "endpoint_grader_server_error",
      `${url} gave no {"score": number}.`,
      'Answer with JSON such as {"score": 0.5}.',
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError)
      return fail("endpoint_grader_server_error", error.message, error.details.mend ?? "Allow the call.");
    if (limit.aborted) {
      const message = `${url} did not answer within ${options.timeoutMs / 1000} s.`;
      return fail("endpoint_grader_server_error", message, "Look at the service, or allow more time.");
    }
    const why = error instanceof Error ? error.message : String(error);
    return fail(
      "endpoint_grader_server_error",
      `${url} could not be asked: ${why}`,
      "Start the service, or correct the url.",
    );
  }
}
