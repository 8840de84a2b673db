const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * The name that a grader without one gets, a new one each time, as the service does (facts.md "Graders"). It is
 * no secret, and `crypto` would be a tenth of what a short text costs.
 */
export function inventName(): string {
  let name = "grader-";
  for (let left = 12; left > 0; left--) name += ALPHABET[Math.floor(Math.random() * ALPHABET.length)] ?? "";
  return name;
}
