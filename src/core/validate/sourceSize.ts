/** Source below 256 kB (facts.md "Python"), measured in UTF-8. */
export const MAX_SOURCE_BYTES = 256_000;

export function sourceBytes(source: string): number {
  return new TextEncoder().encode(source).length;
}
