import { t } from "@vscode/l10n";
import { withoutUnset } from "../../grader/optionalFields";
import { isPlaceholder } from "../../grader/placeholders";
import { nameOf, typeOf } from "../../grader/typeAndName";
import type { GraderType } from "../../grader/types";
import { tryReadJson } from "../../json/read";
import { isArray, isObject, textAt, type Json, type JsonObject } from "../../json/value";
import { pythonGrader } from "../pythonGrader";

/** A grader that stands in a pasted value. */
export interface FoundGrader {
  readonly type: GraderType;
  readonly grader: JsonObject;
  /** Whether it is one of an eval's `testing_criteria`. */
  readonly isCriterion: boolean;
}

/** What a value holds for us. */
export interface FoundInValue {
  readonly graders: readonly FoundGrader[];
  /** Jobs and evals as a whole, whose graders are among `graders`. */
  readonly wholes: readonly JsonObject[];
  /** What was meant as a grader and is none: a text that stands there, and why. */
  readonly refused: readonly { readonly text: string; readonly message: string }[];
}

/** Deeper than `method.reinforcement.grader` of a job in an answer's list. */
const MOST_DEPTH = 12;

/**
 * The graders of a value, in their order: the value itself, or what stands in a job (`method.reinforcement.grader`),
 * an eval (`testing_criteria`), a request's body (`grader`), an evaluator's `code_text` or a list. Sub-graders belong
 * to their multi.
 */
export function gradersInValue(value: Json): FoundInValue {
  const found = { graders: [], wholes: [], refused: [] } satisfies FoundInValue;
  new ValueSearch(found).search(value, { isCriterion: false, depth: 0 });
  return found;
}

interface Around {
  readonly isCriterion: boolean;
  readonly depth: number;
  /** What holds the value is called. */
  readonly name?: string | undefined;
}

class ValueSearch {
  constructor(
    private readonly found: {
      readonly graders: FoundGrader[];
      readonly wholes: JsonObject[];
      readonly refused: { readonly text: string; readonly message: string }[];
    },
  ) {}

  search(value: Json, around: Around): void {
    if (around.depth > MOST_DEPTH) return;
    const inner = { ...around, depth: around.depth + 1 };
    if (isArray(value)) for (const entry of value) this.search(entry, inner);
    else if (typeof value === "string") this.searchText(value, inner);
    else if (isObject(value)) this.searchObject(value, inner);
  }

  private searchObject(value: JsonObject, around: Around): void {
    const type = typeOf(value);
    const { isCriterion } = around;
    const code = value.get("code_text");
    if (type !== undefined && value.size > 1)
      this.found.graders.push({ type, grader: withoutUnset(value), isCriterion });
    else if (typeof code === "string")
      this.found.graders.push({ ...pythonFound(code, nameOf(value) ?? around.name), isCriterion });
    else if (!this.refuses(value, around)) {
      if (isWhole(value)) this.found.wholes.push(withoutUnset(value));
      const name = nameOf(value) ?? around.name;
      for (const [key, entry] of value)
        this.search(entry, { ...around, name, isCriterion: isCriterion || key === "testing_criteria" });
    }
  }

  /** Whether a value was meant as a grader but is of a type that is none. */
  private refuses(value: JsonObject, { isCriterion }: Around): boolean {
    const type = textAt(value, ["type"]);
    if (type === undefined) return false;
    if (isPlaceholder(type) && FIELDS.some((field) => value.has(field))) {
      const message = t("Which grader this is, only {0} says: put its type there.", type);
      this.found.refused.push({ text: type.slice(1, -1), message });
      return true;
    }
    if (!isCriterion || !value.has("name")) return false;
    const message = t("{0} is no grader's type: only the service that has it can ask it.", type);
    this.found.refused.push({ text: type, message });
    return true;
  }

  /** A text that is JSON itself, as logs and some answers carry it. */
  private searchText(text: string, around: Around): void {
    if (!/^\s*\{[^]*"type"/.test(text)) return;
    const value = tryReadJson(text);
    if (isObject(value)) this.search(value, around);
  }
}

/** What tells a grader from other objects that have a type. */
const FIELDS = ["source", "calculate_output", "evaluation_metric", "reference", "passing_labels"];

function pythonFound(code: string, name: string | undefined): Omit<FoundGrader, "isCriterion"> {
  return { type: "python", grader: pythonGrader(code, name) };
}

function isWhole(value: JsonObject): boolean {
  return isArray(value.get("testing_criteria")) || isObject(jobGrader(value));
}

/** The grader of a job's request; undefined where it is none. */
export function jobGrader(value: JsonObject): Json | undefined {
  const method = value.get("method");
  const reinforcement = isObject(method) ? method.get("reinforcement") : undefined;
  return isObject(reinforcement) ? reinforcement.get("grader") : undefined;
}
