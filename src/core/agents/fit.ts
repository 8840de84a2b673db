/** What a tool gives back at most, in bytes of UTF-8: an agent's context is dear. */
export const MAX_TOOL_BYTES = 8 * 1024;

/** Texts of findings and failures are cut to this many characters. */
export const MAX_TEXT = 300;

/**
 * JSON of at most {@link MAX_TOOL_BYTES} with the first of the items, which says so where some are left out.
 * @param write the value with the items that are shown, and with `truncated` where some are not; short by itself
 */
export function fittedJson<T>(
  items: readonly T[],
  write: (shown: readonly T[], truncated: { readonly truncated?: string }) => object,
): string {
  for (let count = items.length; ; count = Math.floor(count * 0.9)) {
    const words = `${count} of ${items.length} are shown: the output of a tool ends at 8 kB.`;
    const value = write(items.slice(0, count), count < items.length ? { truncated: words } : {});
    const text = JSON.stringify(value);
    if (count === 0 || new TextEncoder().encode(text).length <= MAX_TOOL_BYTES) return text;
  }
}
