/** A byte that begins no UTF-8 character, with its one-based place; columns count UTF-16 units as editors do. */
interface InvalidByte {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
}

/** The first byte at which strict decoding fails; the bytes must hold one. */
export function firstInvalidByte(bytes: Uint8Array): InvalidByte {
  // The longest prefix that decodes, by halving; a character cut off at its end is no fault.
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decode(bytes.subarray(0, middle)) === undefined) bad = middle;
    else good = middle;
  }
  const before = decode(bytes.subarray(0, good)) ?? "";
  // What is left of a character that was begun belongs to the fault.
  const at = Buffer.byteLength(before);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1, byte: bytes[at] ?? 0 };
}

function decode(prefix: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(prefix, { stream: true });
  } catch {
    return undefined;
  }
}

const LINE_FEED = 0x0a;

/**
 * The bytes, with each character that a line's end cuts off made question marks: there the line was broken off while
 * it was written. The same bytes where there is none.
 */
export function withoutHalfCharacters(bytes: Buffer): Buffer {
  let mended: Buffer | undefined;
  for (let start = 0; start <= bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const half = halfCharacterBefore(bytes, end);
    if (half > 0) (mended ??= Buffer.from(bytes)).fill("?", end - half, end);
    start = end + 1;
  }
  return mended ?? bytes;
}

/** How many bytes before `end` begin a character that is longer. */
function halfCharacterBefore(bytes: Buffer, end: number): number {
  for (let count = 1; count <= 3; count++) {
    const byte = bytes[end - count] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthFrom(byte) > count ? count : 0;
  }
  return 0;
}

/** Bytes of the character that a byte begins. */
function lengthFrom(byte: number): number {
  if (byte >= 0xf0) return 4;
  return byte >= 0xe0 ? 3 : 2;
}
