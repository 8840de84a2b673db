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
