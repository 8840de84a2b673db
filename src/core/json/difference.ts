/** The stretch from the first to the last difference of two texts, which ends alike in both. */
export interface Difference {
  readonly start: number;
  /** Its end in the first text, exclusive. */
  readonly endBefore: number;
  /** Its end in the second one. */
  readonly endAfter: number;
}

/** Where two texts differ; surrogate pairs are not halved, which an editor would not allow. Undefined: nowhere. */
export function difference(before: string, after: string): Difference | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (/[\ud800-\udbff]/.test(before.charAt(start - 1))) start--;
  let behind = 0;
  while (behind < most - start && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
  if (/[\udc00-\udfff]/.test(before.charAt(before.length - behind))) behind--;
  return { start, endBefore: before.length - behind, endAfter: after.length - behind };
}
