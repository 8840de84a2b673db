import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import { LineIndex } from "../json/lines";
import { isObject, textAt } from "../json/value";
import { shutdownOf } from "../grader/modelShutdowns";
import { pythonReads } from "../provider/pythonReads";
import { parseTemplate, referencesOf } from "../template/parse";
import { gradersIn, graderWords, templatedStrings, type FoundGrader } from "../validate/graders";
import { checked, skipped, type Check, type PreflightFinding, type PreflightTarget } from "./check";
import type { Job } from "./job";
import { textPlace } from "./textPlace";

/** The one base of OpenAI's reinforcement fine-tuning (facts.md "Shutdowns"). */
const OPENAI_BASE = "o4-mini-2025-04-16";
/** Foundry's: the first generally available, the second by invitation (facts.md "Foundry"). */
const FOUNDRY_BASE = /^(?:o4-mini|gpt-5)(?:-\d{4}-\d{2}-\d{2})?$/;

/** The job's model can be trained by reinforcement at the target. */
export function baseModelCheck(job: Job | undefined, target: PreflightTarget, now: Date): Check {
  const title = t("Base model");
  const openAiEnd = target === "openai-rft" ? shutdownOf(job?.model ?? OPENAI_BASE, now) : undefined;
  if (openAiEnd?.isOver === true && job?.model === undefined) {
    const summary = t(
      "OpenAI shut {0} down on {1}, the only base of reinforcement fine-tuning: no new job can start there.",
      OPENAI_BASE,
      openAiEnd.date,
    );
    return { id: "base-model", title, state: "warned", summary, findings: [] };
  }
  if (job?.model === undefined) return skipped("base-model", title, t("No job names one."));
  const finding = baseFinding(job, job.model, target, openAiEnd);
  if (finding) {
    const summary = t("{0} can't be counted on for target {1}.", job.model, target);
    return checked("base-model", title, [finding], summary);
  }
  return checked("base-model", title, [], t("{0} can be trained for target {1}.", job.model, target));
}

function baseFinding(
  { json }: Job,
  model: string,
  target: PreflightTarget,
  end: ReturnType<typeof shutdownOf>,
): PreflightFinding | undefined {
  const place = textPlace("job", new LineIndex(json.text), json.rangeOf(["model"]));
  if (end?.isOver === true) {
    const message = t(
      "For target {0}: {1} was shut down on {2}, so the job can't start.",
      target,
      model,
      end.date,
    );
    return { code: "base-shut-down", severity: "error", message, place };
  }
  const known = target === "foundry-rft" ? FOUNDRY_BASE.test(model) : /^o4-mini\b/.test(model);
  if (known) return undefined;
  const bases = target === "foundry-rft" ? "o4-mini, gpt-5" : "o4-mini";
  const message = t(
    "For target {0}: {1} is not known to be trained by reinforcement; known: {2}.",
    target,
    model,
    bases,
  );
  return { code: "base-unknown", severity: "warning", message, place };
}

/** A grader that reads `output_json` needs a job that asks the model for JSON (facts.md "Sample"). */
export function responseFormatCheck(document: GraderDocument, job: Job | undefined): Check {
  const title = t("Response format");
  const reader = gradersIn(document).find(readsJson);
  if (!reader) return skipped("response-format", title, t("The grader does not read output_json."));
  const who = graderWords(reader);
  if (!job)
    return skipped(
      "response-format",
      title,
      t("The {0} reads output_json; name the job to see whether it sets a response_format.", who),
    );
  const type = isObject(job.responseFormat) ? job.responseFormat.get("type") : undefined;
  if (type === "json_schema" || type === "json_object")
    return checked("response-format", title, [], t("The job asks the model for {0}.", type));
  const message = t(
    "The {0} reads output_json, which only an output of JSON has: without it the result is errored, with a reward of 0. Set method.reinforcement.response_format.",
    who,
  );
  const place = textPlace(
    "job",
    new LineIndex(job.json.text),
    job.json.rangeOfKey(
      job.responseFormat === undefined ? REINFORCEMENT : [...REINFORCEMENT, "response_format"],
    ),
  );
  return checked(
    "response-format",
    title,
    [{ code: "no-response-format", severity: "error", message, place }],
    t("The grader reads output_json, and the job does not ask the model for JSON."),
  );
}

const REINFORCEMENT = ["method", "reinforcement"] as const;

function readsJson(grader: FoundGrader): boolean {
  const source = textAt(grader.value, ["source"]);
  if (grader.type === "python" && source !== undefined) return pythonReads(source, []).has("output_json");
  return templatedStrings(grader).some(({ text }) =>
    referencesOf(parseTemplate(text)).some(
      ({ namespace, path }) => namespace === "sample" && path[0] === "output_json",
    ),
  );
}
