import * as crypto from "node:crypto";

/** {@link HashText}, in one call where Node has it (20.12), which takes a fifth of the time of short texts. */
export function hashText(text: string): string {
  // Types say that it is always there: the floor is Node 20.0.
  const { hash } = crypto as { hash?: typeof crypto.hash };
  return hash ? hash("sha256", text) : crypto.createHash("sha256").update(text, "utf8").digest("hex");
}
