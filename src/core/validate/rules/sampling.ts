import { t } from "@vscode/l10n";
import { isObject, JsonNumber, textAt, type JsonObject } from "../../json/value";
import { removed } from "../fixes";
import { gradersIn } from "../graders";
import { problemAt, type Rule } from "../rule";
import { forTarget } from "../target";

/** The o series and the first GPT-5, fine-tuned or not; its chat models do not reason. */
const REASONING = /^(?:ft:)?(?:o[134]|gpt-5(?!-chat))(?:-|$)/;
/** Later ones reason where they are asked to. */
const REASONING_IF_ASKED = /^(?:ft:)?gpt-5\.\d+(?!\d|-chat)/;
const NOT_REASONING = /^(?:ft:)?(?:gpt-3\.5|gpt-4|gpt-5(?:\.\d+)?-chat)/;

/**
 * `temperature` is not for reasoning models, `reasoning_effort` for no others (facts.md "Sampling parameters").
 * Of names that are not OpenAI's nothing is known.
 */
export const checkSampling: Rule = (context) =>
  gradersIn(context.document).flatMap(({ value, path }) => {
    const params = value.get("sampling_params");
    const model = textAt(value, ["model"]) ?? "";
    const field = isObject(params) ? refused(model, params) : undefined;
    if (field === undefined) return [];
    const at = [...path, "sampling_params", field];
    const message =
      field === "temperature"
        ? t(
            "{0} reasons, and a temperature is not for reasoning models: hosted graders with one can fail. Remove it.",
            model,
          )
        : t(
            "{0} does not reason, and a reasoning_effort is for models that do: hosted graders with one can fail. Remove it.",
            model,
          );
    return [
      problemAt(context, at, {
        code: "model-sampling",
        message: forTarget(context.target, message),
        fixes: [removed(context.document.json, at)],
      }),
    ];
  });

/** The parameter that a model refuses; a temperature of 1 is what they have anyway. */
function refused(model: string, params: JsonObject): "temperature" | "reasoning_effort" | undefined {
  const effort = textAt(params, ["reasoning_effort"]);
  if (NOT_REASONING.test(model)) return effort === undefined ? undefined : "reasoning_effort";
  const isAsked = effort !== undefined && effort !== "none";
  const reasons = REASONING.test(model) || (isAsked && REASONING_IF_ASKED.test(model));
  const temperature = params.get("temperature");
  const isSet = temperature instanceof JsonNumber && temperature.value !== 1;
  return reasons && isSet ? "temperature" : undefined;
}
