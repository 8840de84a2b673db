import { t } from "@vscode/l10n";
import { isObject, JsonNumber, type Json } from "../json/value";
import type { FetchResponse } from "../ports";
import { tryReadJson } from "../json/read";
import { writeJson } from "../json/write";
import { withoutSecrets } from "../grader/secretNames";
import type { EndpointGrader } from "../grader/types";
import { ProviderError } from "../provider/provider";
import { readBody } from "../provider/body";
import { readErrorEnvelope } from "../provider/errorEnvelope";
import { shorten } from "../shorten";
import { said, saidBy, type Said } from "../said";
import type { Failure } from "../result/runResult";
import { addressFault, headerFault } from "../validate/rules/endpoint";
import type { GradeContext, Graded, Handler } from "./graded";

/** Foundry limits what its endpoint graders send and answer (facts.md "Endpoint graders": stated for tools). */
const MAX_BODY_BYTES = 1_000_000;

const WANTED = '{"score": number}';
/** Characters of an answer without a score. */
const MOST_SHOWN = 200;

/** POSTs `{sample, item, trace_id}` to the grader's service and takes its `{score}` (facts.md "Endpoint graders"). */
export const gradeEndpoint: Handler<"endpoint"> = async (grader, context, path) => {
  const base = { basis: "reference library", rendered: [], notes: [] } as const;
  const answer = await askEndpoint(grader, context);
  if (typeof answer === "number") return { ...base, reward: answer, failures: [] } satisfies Graded;
  return { ...base, reward: 0, failures: [{ ...answer, path: [...path, "url"] }] };
};

type EndpointFailure = Omit<Failure, "path">;

async function askEndpoint(
  { url, headers = {} }: EndpointGrader,
  { data, ports, options, signal }: GradeContext,
): Promise<number | EndpointFailure> {
  const unfit = addressFault(url) ?? wrongHeader(headers);
  if (unfit) return failed(unfit, t("Validate the grader to see every finding."));
  const shown = withoutSecrets(url);
  const limit = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await ports.endpoint(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", accept: "application/json" },
      body: bodyFor(data),
      signal: AbortSignal.any([signal, limit]),
      redirect: "manual",
    });
    const ok = response.status >= 200 && response.status < 300;
    return ok ? readScore(shown, await readBody(response, MAX_BODY_BYTES)) : await refusal(shown, response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError)
      return failed(saidBy(error), error.details.mend ?? t("Allow the call."));
    if (limit.aborted) {
      const what = said("{0} did not answer within {1} s.", shown, options.timeoutMs / 1000);
      return failed(what, t("Look at the service, or allow more time."));
    }
    return failed(
      said("{0} could not be asked: {1}", shown, saidBy(error)),
      t("Start the service, or correct the url."),
    );
  }
}

function wrongHeader(headers: Readonly<Record<string, string>>): Said | undefined {
  for (const [name, value] of Object.entries(headers)) {
    const fault = headerFault(name, value);
    if (fault) return fault;
  }
  return undefined;
}

function bodyFor({ sample, item }: GradeContext["data"]): string {
  return writeJson(
    new Map<string, Json>([
      ["sample", sample],
      ["item", item],
      ["trace_id", crypto.randomUUID()],
    ]),
  );
}

function readScore(url: string, text: string): number | EndpointFailure {
  const answer = tryReadJson(text);
  const score = isObject(answer) ? answer.get("score") : undefined;
  if (score instanceof JsonNumber && Number.isFinite(score.value)) return score.value;
  const shown = shorten(text.replace(/\s+/g, " ").trim(), MOST_SHOWN);
  const what =
    shown === ""
      ? said("{0} gave no {1}: its answer is empty.", url, WANTED)
      : said("{0} gave no {1}: {2}", url, WANTED, shown);
  return failed(what, t("Answer with JSON such as {0}.", '{"score": 0.5}'));
}

async function refusal(url: string, response: FetchResponse): Promise<EndpointFailure> {
  const body = await readBody(response, MAX_BODY_BYTES).catch(() => "");
  const why = readErrorEnvelope(body).message;
  const what = said("{0} answered with status {1}: {2}", url, response.status, why);
  const flag = response.status >= 500 ? "endpoint_grader_internal_error" : "endpoint_grader_server_error";
  return failed(what, t("Look at the service's own log."), flag);
}

function failed(
  what: Said,
  mend: string,
  flag: Failure["flag"] = "endpoint_grader_server_error",
): EndpointFailure {
  return { flag, ...what, mend };
}
