const NUMBER =
  /[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)n?/y;

/** The number at the offset as JSON writes it, its digits kept; undefined where none stands. */
export function readNumber(
  text: string,
  offset: number,
): { readonly text: string; readonly end: number } | undefined {
  NUMBER.lastIndex = offset;
  const found = NUMBER.exec(text)?.[0];
  if (found === undefined) return undefined;
  const end = offset + found.length;
  const sign = found.startsWith("-") ? "-" : "";
  const digits = found.replace(/^[-+]|_|n$/g, "");
  if (/^0[xXbBoO]/.test(digits)) return { text: sign + BigInt(digits).toString(), end };
  const [, whole = "", fraction, exponent = ""] = /^(\d*)(?:\.(\d*))?(.*)$/.exec(digits) ?? [];
  const start = whole.replace(/^0+(?=\d)/, "") || "0";
  return { text: `${sign}${start}${fraction === undefined ? "" : `.${fraction || "0"}`}${exponent}`, end };
}
