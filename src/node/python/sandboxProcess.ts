import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Readable, Writable } from "node:stream";
import { AnswerReader } from "./answerReader";
import type { SandboxAnswer, SandboxRequest, StartRequest } from "./protocol";

/** What was printed last is enough to tell why a child did not start. */
const MOST_STDERR = 4_000;

/** A program with its arguments. */
export type CommandLine = readonly [program: string, ...arguments_: string[]];

export interface ProcessEvents {
  answer(answer: SandboxAnswer): void;
  /** The bytes that a `snapshot` answer announced. */
  bytes(bytes: Uint8Array): void;
  /** Once, when the process is gone; `stderr` is the end of what it printed there. */
  gone(stderr: string): void;
}

/** One child of the sandbox: its pipes and its end. Knows nothing of grading. */
export class SandboxProcess {
  private readonly child: ChildProcess;
  private readonly requests: Writable;
  private stderr = "";
  private readonly ended: Promise<void>;

  constructor(
    [program, ...flags]: CommandLine,
    start: Omit<StartRequest, "op" | "token">,
    events: ProcessEvents,
  ) {
    this.child = spawn(program, flags, {
      // Nothing of our environment: a key in it would be one print away.
      env: { ELECTRON_RUN_AS_NODE: "1" },
      stdio: ["pipe", "ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const [stdin, , stderr, answers] = this.child.stdio as unknown as [Writable, null, Readable, Readable];
    this.requests = stdin;
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        events.gone(reason);
        resolve();
      };
      this.child.once("error", (error) => end(error.message));
      this.child.once("close", () => end(this.stderr));
    });
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-MOST_STDERR);
    });
    // A child that is gone has said so by closing; writing to it is no news.
    stdin.on("error", () => undefined);
    const token = randomBytes(24).toString("hex");
    const reader = new AnswerReader(token, events, () => void this.kill());
    answers.on("data", (chunk: Buffer) => reader.take(chunk));
    this.write({ op: "start", token, ...start });
  }

  send(request: SandboxRequest): void {
    this.write(request);
  }

  /** Ends the process at once, whatever it does; resolves when it is gone. */
  kill(): Promise<void> {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  private write(message: SandboxRequest | StartRequest): void {
    this.requests.write(`${JSON.stringify(message)}\n`);
  }
}
