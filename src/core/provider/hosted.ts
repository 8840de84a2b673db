import { t } from "@vscode/l10n";
import { wireGrader, type GraderDocument } from "../grader/document";
import { isObject, kindOf, type Json, type JsonObject } from "../json/value";
import type { RunResult } from "../result/runResult";
import type { Sample } from "../sample/sample";
import { carriedOutput, notCarried } from "./carry";
import { postHosted, type HostedOptions } from "./hostedClient";
import { ProviderError, type GraderProvider, type RunRequest, type ValidateOutcome } from "./provider";
import { providerProblem } from "./providerProblem";
import { readRunAnswer } from "./runAnswer";
import { CHECK_ADDRESS } from "./timedCall";

const ROUTE = "/fine_tuning/alpha/graders";

/**
 * A hosted service behind the same interface as the engine: OpenAI, Foundry, or any server that speaks
 * their API (facts.md "Calls"). Nothing is kept between calls.
 */
export function createHostedProvider(options: HostedOptions): GraderProvider {
  return {
    id: options.id,
    label: options.label,
    validate: (document, signal) => validateHosted(options, document, signal),
    run: (request, signal) => runHosted(options, request, signal),
  };
}

async function validateHosted(
  options: HostedOptions,
  document: GraderDocument,
  signal: AbortSignal,
): Promise<ValidateOutcome> {
  if (!document.root) throw new ProviderError("rejected", t("The document holds no grader object."));
  const body = new Map<string, Json>([["grader", wireGrader(document.root)]]);
  try {
    const { json, requestId } = await postHosted(options, `${ROUTE}/validate`, body, signal);
    const grader = json.get("grader");
    const id = requestId === undefined ? {} : { requestId };
    return { problems: [], ...(isObject(grader) && { grader }), ...id };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.reason !== "rejected") throw error;
    const { requestId } = error.details;
    return { problems: [providerProblem(document, error)], ...(requestId !== undefined && { requestId }) };
  }
}

async function runHosted(
  options: HostedOptions,
  { grader: root, sample }: RunRequest,
  signal: AbortSignal,
): Promise<RunResult> {
  const grader = wireGrader(root);
  const body = runBody(grader, sample);
  const start = options.clock.now();
  const { json, requestId } = await postHosted(options, `${ROUTE}/run`, body, signal);
  const result = readRunAnswer(json, {
    settings: options,
    grader,
    ...(requestId !== undefined && { requestId }),
    elapsed: (options.clock.now() - start) / 1000,
    notes: [itemNote(sample.item), notCarried(sample)].filter((note) => note !== undefined),
  });
  if (result) return result;
  throw new ProviderError("bad-answer", t("{0} gave JSON without a reward.", options.origin), {
    mend: CHECK_ADDRESS,
    ...(requestId !== undefined && { requestId }),
  });
}

/** The body of a run, in the reference's order. @throws ProviderError `cannot-carry` */
function runBody(grader: JsonObject, sample: Sample): JsonObject {
  return new Map<string, Json>([
    ["grader", grader],
    ["model_sample", carriedOutput(grader, sample)],
    ["item", sample.item],
  ]);
}

/** The reference types `item` as anything, but templates find fields only in an object. */
function itemNote(item: Json): string | undefined {
  return isObject(item)
    ? undefined
    : t(
        "The item is no object ({0}): it was sent as it is, but variables such as {1} need an object.",
        kindOf(item),
        "{{item.x}}",
      );
}
