import type { EmbeddingsClient } from "./embeddingsClient";
import type { JudgeClient } from "./judgeClient";

/** Lets so many calls of models, judges and embeddings together, run at once; the others wait in their order. */
export class CallLimiter {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param most asked at each call, since a setting may change; 1 or more */
  constructor(private readonly most: () => number) {}

  /** Rejects with the signal's reason where that is aborted before the turn comes. */
  async run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.isFull()) await this.turn(signal);
    else this.running++;
    try {
      return await call();
    } finally {
      this.running--;
      this.startWaiting();
    }
  }

  private isFull(): boolean {
    return this.running >= Math.max(this.most(), 1);
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", abort, { once: true });
      this.waiting.push(go);
    });
  }

  private startWaiting(): void {
    while (!this.isFull()) {
      const go = this.waiting.shift();
      if (!go) return;
      // Counted here already, so that no newcomer takes the place.
      this.running++;
      go();
    }
  }
}

/** Asks `judge` with no more calls at once than the limiter, which others may share, lets run. */
export function limitedJudge(judge: JudgeClient, limiter: CallLimiter): JudgeClient {
  return { ask: (request, signal) => limiter.run(() => judge.ask(request, signal), signal) };
}

/** The same for embeddings: what serves them is most often the machine that judges too. */
export function limitedEmbeddings(embeddings: EmbeddingsClient, limiter: CallLimiter): EmbeddingsClient {
  return { embed: (texts, signal) => limiter.run(() => embeddings.embed(texts, signal), signal) };
}
