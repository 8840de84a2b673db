import { askedCriteria, isEval } from "../grader/criteria";
import { isObject, type Json, type JsonObject } from "../json/value";
import { ProviderError } from "../provider/provider";
import { checkedGrader } from "./checkedGrader";
import { computes } from "./computes";

/**
 * Whether a grader, or every criterion of an eval, needs nothing but a thread: then its rows can be read, graded and
 * written down there. False of what the engine refuses to run, too: who asks it row by row hears why.
 */
export function onlyComputes(root: JsonObject): boolean {
  if (!isEval(root)) return isChecked(root);
  const criteria = askedCriteria(root);
  return criteria.length > 0 && criteria.every(({ value }) => isChecked(value));
}

function isChecked(grader: Json): boolean {
  try {
    return isObject(grader) && computes(checkedGrader(grader));
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
