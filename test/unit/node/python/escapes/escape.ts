/** A way out of Python that was tried before the sandbox was built, by an auditor, or since. Its body returns a number where it succeeds. */
export interface Escape {
  readonly name: string;
  readonly body: readonly string[];
  /** Whether plain Pyodide on Node lets it through: what shows that the attempt is a real one. */
  readonly worksPlain: boolean;
}

export const escape = (name: string, body: readonly string[], worksPlain = true): Escape => ({
  name,
  body,
  worksPlain,
});

export function escapeSource({ body }: Escape, before: readonly string[] = []): string {
  return `def grade(sample, item):\n${[...before, ...body].map((line) => `    ${line}\n`).join("")}`;
}
