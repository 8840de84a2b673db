import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { AnswerReader } from "../python/answerReader";
import type { SandboxAnswer, SandboxRequest } from "../python/protocol";
import { childEnvironment } from "./childEnvironment";
import { removeFolder } from "./folders";
import type { Launch } from "./launch";

/** What was printed last is enough to tell why a child did not start, or where it broke. */
const MOST_STDERR = 4_000;
/** A program that outlived its group may hold a pipe open: it is not waited for. */
const PIPES_LIMIT_MS = 500;

export interface StartOptions {
  readonly memoryMb: number;
  readonly fileMb: number;
  readonly hostedPackages: Readonly<Record<string, string>>;
}

export interface ProcessEvents {
  answer(answer: SandboxAnswer): void;
  /** Once, when the process is gone; `stderr` is the end of what it printed there. */
  gone(stderr: string): void;
}

/** One child with the user's Python: its folder, its pipes and its end. Knows nothing of grading. */
export class InterpreterProcess {
  private readonly child: ChildProcess;
  private readonly requests: Writable;
  private stderr = "";
  private readonly ended: Promise<void>;

  constructor(launch: Launch, folder: string, options: StartOptions, events: ProcessEvents) {
    this.child = spawn(launch.program, launch.flags, {
      cwd: folder,
      env: childEnvironment(launch.executable, folder),
      stdio: ["pipe", "ignore", "pipe", "pipe"],
      // A process group of its own, to be ended with all that a grader started.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const [stdin, , stderr, answers] = this.child.stdio as unknown as [Writable, null, Readable, Readable];
    this.requests = stdin;
    this.ended = this.watchEnd([stderr, answers], folder, events);
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-MOST_STDERR);
    });
    // A child that is gone has said so by closing; writing to it is no news.
    stdin.on("error", () => undefined);
    const token = randomBytes(24).toString("hex");
    const receiver = {
      answer: (answer: SandboxAnswer) => events.answer(answer),
      bytes: () => void this.kill(),
    };
    const reader = new AnswerReader(token, receiver, () => void this.kill());
    answers.on("data", (chunk: Buffer) => reader.take(chunk));
    const { executable: interpreter, networkCut } = launch;
    this.write({ token, interpreter, networkCut, ...options });
  }

  send(request: SandboxRequest): void {
    this.write(request);
  }

  /** Ends the process and what it started at once; resolves when it is gone and its folder too. */
  kill(): Promise<void> {
    const { pid } = this.child;
    if (pid !== undefined) endGroup(pid);
    return this.ended;
  }

  private watchEnd(pipes: readonly Readable[], folder: string, events: ProcessEvents): Promise<void> {
    return new Promise((resolve) => {
      const end = (reason: string) => {
        // What is left of its group, when it ended by itself.
        if (this.child.pid !== undefined) endGroup(this.child.pid);
        events.gone(reason);
        void removeFolder(folder).then(resolve, resolve);
      };
      this.child.once("error", (error) => end(error.message));
      this.child.once("close", () => end(this.stderr));
      this.child.once("exit", () => {
        setTimeout(() => pipes.forEach((pipe) => pipe.destroy()), PIPES_LIMIT_MS).unref();
      });
    });
  }

  private write(message: object): void {
    this.requests.write(`${JSON.stringify(message)}\n`);
  }
}

function endGroup(pid: number): void {
  try {
    if (process.platform !== "win32") process.kill(-pid, "SIGKILL");
    else endTree(pid);
  } catch {
    // It is gone already.
  }
}

/** Windows has no groups of processes. */
function endTree(pid: number): void {
  const { SYSTEMROOT = "C:\\Windows" } = process.env;
  const taskkill = path.join(SYSTEMROOT, "System32", "taskkill.exe");
  const options = { env: { SYSTEMROOT }, stdio: "ignore", windowsHide: true } as const;
  spawn(taskkill, ["/pid", String(pid), "/T", "/F"], options);
}
