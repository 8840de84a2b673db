/** The cosine of the angle between two vectors of one length; 0 where one has no direction. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const product = dot(a, b);
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return lengths === 0 ? 0 : product / lengths;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
