/** The UTF-16 offset of what stands `count` code points after `from`; the line's or text's end at most. */
export function codePointOffset(text: string, from: number, count: number): number {
  let at = from;
  for (let passed = 0; passed < count && at < text.length && !/[\r\n]/.test(text.charAt(at)); passed++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
