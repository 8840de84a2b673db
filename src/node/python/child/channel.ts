import { writeSync } from "node:fs";
import type { SandboxAnswer } from "../protocol";

/** The answers' own descriptor: standard output belongs to whatever Python's machine prints when it breaks. */
const DESCRIPTOR = 3;
// Taken once, so that nothing put in its place later sees the token.
const write = writeSync;

export interface Channel {
  answer(answer: SandboxAnswer): void;
  /** As {@link Channel.answer}, for JSON that Python wrote. */
  readonly answerJson: (json: string) => void;
  /** Raw bytes; an answer has said how many. */
  bytes(bytes: Uint8Array): void;
}

/** Writes answers that carry the token. The token lives in this closure alone. */
export function openChannel(token: string): Channel {
  const encoder = new TextEncoder();
  const answerJson = (json: string) => writeAll(encoder.encode(`${token}${json}\n`));
  return { answer: (answer) => answerJson(JSON.stringify(answer)), answerJson, bytes: writeAll };
}

function writeAll(bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += write(DESCRIPTOR, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
