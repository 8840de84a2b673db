import { lcsLength } from "./lcs";

/**
 * RapidFuzz's `fuzz.ratio(input, reference) / 100`, bit for bit: the Indel similarity of the code points as
 * they are, no case folding, no trimming (facts.md "Text similarity"). Two empty texts give 1.
 */
export function fuzzyMatch(input: string, reference: string): number {
  if (input === reference) return 1;
  const a = codePoints(input);
  const b = codePoints(reference);
  const total = a.length + b.length;
  const distance = total - 2 * lcsLength(a, b);
  // The order of operations is RapidFuzz's: it decides the last digit.
  return ((1 - distance / total) * 100) / 100;
}

/** Python counts code points, JavaScript UTF-16 units. */
export function codePoints(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index) ?? 0;
    points[length++] = point;
    if (point > 0xffff) index++;
  }
  return points.subarray(0, length);
}
