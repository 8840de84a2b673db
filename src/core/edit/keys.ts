import { keyFault } from "../formula/keys";

/** A sub-grader's key made of any text: valid in formulas, and none of those taken. */
export function keyFrom(text: string, taken: Iterable<string>, otherwise = "part"): string {
  const words = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .toLowerCase();
  const base = keyFault(words) === undefined ? words : otherwise;
  const others = new Set(taken);
  let key = base;
  for (let count = 2; others.has(key); count++) key = `${base}_${count}`;
  return key;
}
