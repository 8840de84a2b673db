import { t } from "@vscode/l10n";
import type { GraderType } from "../grader/types";
import { tryReadJson } from "../json/read";
import { isObject, textAt, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import { sampleNamespace } from "../sample/namespace";
import type { Sample } from "../sample/sample";
import { referencesOf } from "../template/parse";
import { gradersIn, templatedStrings, type FoundGrader } from "../validate/graders";
import { ProviderError } from "./provider";
import { pythonReads } from "./pythonReads";

/**
 * The output as the string that a hosted run carries. The service derives `output_text` and `output_json`
 * from it and nothing else that we could rely on, so a grader that reads more is refused here instead of
 * being sent with the field dropped (facts.md "Calls": `model_sample` is a string).
 *
 * @throws ProviderError `cannot-carry`
 */
export function carriedOutput(grader: JsonObject, sample: Sample): string {
  if (sample.output.kind === "none") {
    throw new ProviderError("cannot-carry", t("The sample has no output, so there is nothing to grade."), {
      mend: t("Give it a model_sample."),
    });
  }
  const namespace = sampleNamespace(sample);
  const text = outputString(namespace);
  const carried: JsonObject = new Map<string, Json>([
    ["output_text", text],
    ["output_json", tryReadJson(text) ?? null],
  ]);
  const given = sample.output.kind === "sample" ? sample.output.sample : new Map<string, Json>();
  for (const found of gradersIn({ root: grader })) {
    for (const field of fieldsRead(found, given)) {
      if (!same(carried.get(field), namespace.get(field))) throw cannotCarry(field, found);
    }
  }
  return text;
}

/** The text; where a sample brings only JSON, that JSON's text. */
function outputString(namespace: JsonObject): string {
  const text = textAt(namespace, ["output_text"]) ?? "";
  const json = namespace.get("output_json") ?? null;
  return text === "" && json !== null ? writeJson(json) : text;
}

/** A field that a string never carries differs from any value, an absent one included. */
function same(carried: Json | undefined, value: Json | undefined): boolean {
  return carried !== undefined && value !== undefined && writeJson(carried) === writeJson(value);
}

/** The fields of `sample` that a grader reads, as far as its text tells. */
function fieldsRead(found: FoundGrader, given: JsonObject): ReadonlySet<string> {
  const type: GraderType | undefined = found.type;
  if (type === "python") {
    const source = textAt(found.value, ["source"]);
    return source === undefined ? new Set() : pythonReads(source, [...given.keys()]);
  }
  const references = templatedStrings(found).flatMap(({ template }) => referencesOf(template));
  return new Set(
    references.filter(({ namespace }) => namespace === "sample").map(({ path }) => String(path[0])),
  );
}

function cannotCarry(field: string, { key }: FoundGrader): ProviderError {
  const name = `sample.${field}`;
  const message =
    key === undefined
      ? t("The grader reads {0}, and a hosted run carries the output only as a text. Nothing was sent.", name)
      : t(
          'The sub-grader "{0}" reads {1}, and a hosted run carries the output only as a text. Nothing was sent.',
          key,
          name,
        );
  return new ProviderError("cannot-carry", message, {
    mend: t("Select the engine, which grades the whole sample on this machine."),
  });
}

/** A remark where the sample holds more than was sent; the grader was not seen to read it. */
export function notCarried({ output }: Sample): string | undefined {
  if (output.kind !== "sample") return undefined;
  const kept = [...output.sample]
    .filter(([key, value]) => !["output_text", "output_json"].includes(key) && !isEmpty(value))
    .map(([key]) => key);
  if (kept.length === 0) return undefined;
  return kept.length === 1
    ? t(
        "A hosted run carries the output only as a text: {0} of the sample stayed here. The grader does not seem to read it.",
        kept.join(),
      )
    : t(
        "A hosted run carries the output only as a text: {0} of the sample stayed here. The grader does not seem to read them.",
        kept.join(", "),
      );
}

function isEmpty(value: Json): boolean {
  return (
    value === null || (Array.isArray(value) && value.length === 0) || (isObject(value) && value.size === 0)
  );
}
