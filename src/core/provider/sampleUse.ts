import { criteriaOf, isEval } from "../grader/criteria";
import { isObject, textAt, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { oncePer } from "../remember";
import { referencesOf } from "../template/parse";
import { gradersIn, templatedStrings, type FoundGrader } from "../validate/graders";
import { pythonSampleUse, type SampleUse } from "./pythonSampleUse";

const NONE: SampleUse = { fields: new Set() };
const ALL: SampleUse = { fields: new Set(), beyond: "all" };

/** Of a grader or an eval; what is not certain counts as read. */
export const sampleUse: (grader: JsonObject) => SampleUse = oncePer((grader: JsonObject) => {
  const roots = isEval(grader) ? criteriaOf(grader).map(({ value }) => value) : [grader];
  const graders = roots.flatMap((root) => (isObject(root) ? gradersIn({ root }) : []));
  return graders.map(useOf).reduce(both, NONE);
});

function both(one: SampleUse, other: SampleUse): SampleUse {
  const beyond = [one.beyond, other.beyond];
  return {
    fields: new Set([...one.fields, ...other.fields]),
    ...(beyond.includes("all")
      ? { beyond: "all" as const }
      : beyond.includes("python") && { beyond: "python" as const }),
  };
}

function useOf(found: FoundGrader): SampleUse {
  switch (found.type) {
    case "string_check":
    case "text_similarity":
    case "score_model":
    case "label_model":
      return templateUse(found);
    case "python":
      return pythonSampleUse(textAt(found.value, ["source"]) ?? "");
    case "multi":
      return NONE;
    case "endpoint":
      return ALL;
    case undefined:
      // Of a type that only a service knows no more is known than the words in it.
      return /\bsample\b/.test(writeJson(found.value)) ? ALL : NONE;
  }
}

function templateUse(found: FoundGrader): SampleUse {
  const references = templatedStrings(found).flatMap(({ template }) => referencesOf(template));
  const paths = references.flatMap(({ namespace, path }) => (namespace === "sample" ? [path] : []));
  const whole = paths.some((path) => path.length === 0);
  return whole ? ALL : { fields: new Set(paths.map(([field]) => String(field))) };
}
