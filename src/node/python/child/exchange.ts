/** What the harness is asked, as bytes: a line with its name, numbers and the sizes of texts; then the texts. */
export function encodeRequest(name: string, ...args: readonly (string | number)[]): Uint8Array {
  const texts = args.map((arg) => (typeof arg === "string" ? encodeText(arg) : arg));
  const head = texts.map((arg) => (typeof arg === "number" ? `n${arg}` : `t${arg.length}`));
  return concatenate([
    encodeText(`${[name, ...head].join(" ")}\n`),
    ...texts.filter((arg): arg is Uint8Array => typeof arg !== "number"),
  ]);
}

/** Puts bytes one behind the other. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const encoder = new TextEncoder();
/** Halves of a pair that stand alone; with `u`, whole pairs do not match. */
const LONE_SURROGATE = /([\uD800-\uDFFF])/u;

/** UTF-8, in which half a surrogate pair stays what it is, as Python's `surrogatepass` reads it. */
function encodeText(text: string): Uint8Array {
  if (!LONE_SURROGATE.test(text)) return encoder.encode(text);
  return concatenate(
    text
      .split(LONE_SURROGATE)
      .map((part, index) => (index % 2 === 1 ? encodeHalf(part) : encoder.encode(part))),
  );
}

function encodeHalf(half: string): Uint8Array {
  const code = half.charCodeAt(0);
  return Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
}
