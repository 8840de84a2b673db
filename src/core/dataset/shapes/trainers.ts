import { isObject, JsonNumber, type Json, type JsonObject } from "../../json/value";
import { writeJson } from "../../json/write";
import { fieldsOf, type FoundRow } from "../foundRow";
import { outputFields } from "../output";

/** What trainers write of their own beside rewards. */
const NO_REWARDS = new Set(["step", "advantage", "prompt", "completion"]);

/** A row of TRL's `log_completions`: a column a reward function (facts.md "Rows of trainers"). */
export function trlCompletion(row: JsonObject): FoundRow | undefined {
  if (!["step", "prompt", "completion", "advantage"].every((key) => row.has(key))) return undefined;
  const numbers = [...row].filter(([key, value]) => !NO_REWARDS.has(key) && value instanceof JsonNumber);
  const [only] = numbers;
  const recorded = fieldsOf({
    reward: numbers.length === 1 ? only?.[1] : undefined,
    parts: new Map(numbers),
  });
  return {
    columns: row,
    fields: rollout(row, row.get("completion"), recorded, [row.get("step"), row.get("prompt")]),
  };
}

/** A row of verl's `rollout_data_dir`. */
export function verlRollout(row: JsonObject): FoundRow | undefined {
  const isOne =
    ["input", "output", "score"].every((key) => row.has(key)) && (row.has("gts") || row.has("step"));
  if (!isOne) return undefined;
  const reward = row.get("score");
  const recorded = fieldsOf({ reward: reward instanceof JsonNumber ? reward : undefined });
  return {
    columns: row,
    fields: rollout(row, row.get("output"), recorded, [row.get("step"), row.get("input")]),
  };
}

/** A rollout of NeMo Gym: a Responses object beside the request and the row's own fields. */
export function nemoRollout(row: JsonObject): FoundRow | undefined {
  const params = row.get("responses_create_params");
  const response = row.get("response");
  if (!isObject(params) || !isObject(response)) return undefined;
  const reward = row.get("reward");
  const parts = row.get("reward_components");
  const recorded = fieldsOf({
    reward: reward instanceof JsonNumber ? reward : undefined,
    parts: isObject(parts) ? parts : undefined,
  });
  const task = row.get("_ng_task_index") ?? row.get("_task_index") ?? params.get("input");
  return { columns: row, fields: rollout(row, response, recorded, [task]) };
}

/** @param same what rollouts of one prompt have in common */
function rollout(
  row: JsonObject,
  output: Json | undefined,
  recorded: JsonObject,
  same: readonly (Json | undefined)[],
): JsonObject {
  const group = row.get("group");
  return new Map([
    ...outputFields(output),
    ...fieldsOf({
      group: typeof group === "string" ? group : groupOf(same),
      recorded: recorded.size > 0 ? recorded : undefined,
    }),
  ]);
}

/** The first words of a prompt, and what tells it from others that begin alike. */
function groupOf(same: readonly (Json | undefined)[]): string {
  const text = same.map((part) => (typeof part === "string" ? part : writeJson(part ?? null))).join(" · ");
  return text.length <= LONGEST_GROUP ? text : `${text.slice(0, LONGEST_GROUP)}… #${checksum(text)}`;
}

const LONGEST_GROUP = 80;

/** FNV-1a, twice 32 bits: prompts of one step are few. */
function checksum(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b) + at;
  }
  return [low, high].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}
