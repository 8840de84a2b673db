import { readAnswer } from "./answers";
import type { SandboxAnswer } from "./protocol";

interface Receiver {
  answer(answer: SandboxAnswer): void;
  bytes(bytes: Uint8Array): void;
}

/** An answer holds at most two capped outputs and a traceback; more than this is no answer of ours. */
const MOST_LINE_BYTES = 8 * 1024 * 1024;

/** Takes the child's stream apart: lines led by the token, and raw bytes after a `snapshot` line. */
export class AnswerReader {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private rawBytes = 0;
  /** From then on graders run, and a snapshot would be of their making. */
  private isReady = false;
  private readonly token: Buffer;

  /** `forged` is called for a line that is no answer of the child's. */
  constructor(
    token: string,
    private readonly receiver: Receiver,
    private readonly forged: () => void,
  ) {
    this.token = Buffer.from(token);
  }

  take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.rawBytes > 0 ? this.takeRaw(rest) : this.takeLine(rest);
  }

  private takeRaw(chunk: Buffer): Buffer {
    const missing = this.rawBytes - this.pendingBytes;
    this.keep(chunk.subarray(0, missing));
    if (this.pendingBytes === this.rawBytes) {
      this.rawBytes = 0;
      this.receiver.bytes(this.flush());
    }
    return chunk.subarray(missing);
  }

  private takeLine(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    if (end < 0) {
      this.keep(chunk);
      if (this.pendingBytes > MOST_LINE_BYTES) this.reject();
      return chunk.subarray(chunk.length);
    }
    this.keep(chunk.subarray(0, end));
    const line = this.flush();
    const hasToken = line.subarray(0, this.token.length).equals(this.token);
    const answer = hasToken ? readAnswer(line.toString("utf8", this.token.length)) : undefined;
    if (answer) this.pass(answer);
    else this.reject();
    return chunk.subarray(end + 1);
  }

  private pass(answer: SandboxAnswer): void {
    if (answer.op !== "snapshot") {
      this.isReady ||= answer.op !== "begun";
      this.receiver.answer(answer);
    } else if (this.isReady) this.reject();
    else this.rawBytes = answer.bytes;
  }

  private reject(): void {
    this.flush();
    this.forged();
  }

  private keep(part: Buffer): void {
    this.pending.push(part);
    this.pendingBytes += part.length;
  }

  private flush(): Buffer {
    const [only] = this.pending;
    const whole = this.pending.length === 1 && only ? only : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    return whole;
  }
}
