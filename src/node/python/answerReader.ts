import { readAnswer, type SandboxAnswer } from "./protocol";

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
  private readonly token: Buffer;

  /** `forged` is called for a line without the token: somebody else wrote it. */
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
    if (line.subarray(0, this.token.length).equals(this.token)) {
      const answer = readAnswer(line.subarray(this.token.length).toString("utf8"));
      if (answer.op === "snapshot") this.rawBytes = answer.bytes;
      else this.receiver.answer(answer);
    } else this.reject();
    return chunk.subarray(end + 1);
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
