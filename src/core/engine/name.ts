const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The name that a grader without one gets, a new one each time, as the service does (grader-semantics.md 0.3). */
export function inventName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `grader-${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}
