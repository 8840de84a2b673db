import { onAbort } from "./onAbort";

/** What an item gives: each part as it comes, until the promise settles. */
type Start<Item, Part> = (item: Item, take: (part: Part) => void, signal: AbortSignal) => Promise<void>;

/**
 * The parts of many items in the items' order, while several items are worked on: those of the first one that has not
 * ended as they come, those of the others once it is their turn.
 *
 * @param start works on an item; its signal ends the work when nobody reads any more, or `signal` is aborted
 * @throws what the items threw, or the signal's reason
 */
export async function* inOrder<Item, Part>(
  items: Iterable<Item>,
  start: Start<Item, Part>,
  { atOnce, ahead, signal }: InOrderOptions,
): AsyncGenerator<Part> {
  const iterator = items[Symbol.iterator]();
  const controller = new AbortController();
  const stopListening = onAbort(signal, () => controller.abort(signal.reason));
  const begun: Parts<Part>[] = [];
  let working = 0;
  const fill = () => {
    while (working < atOnce && begun.length < ahead && !controller.signal.aborted) {
      const next = iterator.next();
      if (next.done === true) return;
      working++;
      const ended = () => {
        working--;
        fill();
      };
      begun.push(new Parts((take) => start(next.value, take, controller.signal).finally(ended)));
    }
  };
  try {
    signal.throwIfAborted();
    fill();
    for (let first = begun[0]; first; first = begun[0]) {
      yield* first.read();
      begun.shift();
      fill();
    }
  } finally {
    stopListening();
    controller.abort(new Error("nobody reads any more"));
    iterator.return?.();
  }
}

interface InOrderOptions {
  /** Items worked on at once; 1 or more. */
  readonly atOnce: number;
  /** Items worked on or waiting to be read, at least as many: their parts are in memory. */
  readonly ahead: number;
  readonly signal: AbortSignal;
}

/** The parts of one item that have not been read yet. */
class Parts<Part> {
  private readonly waiting: Part[] = [];
  private end: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(start: (take: (part: Part) => void) => Promise<void>) {
    const ended = (end: { readonly error?: unknown }) => {
      this.end = end;
      this.wake?.();
    };
    start((part) => {
      this.waiting.push(part);
      this.wake?.();
    }).then(
      () => ended({}),
      (error: unknown) => ended({ error }),
    );
  }

  async *read(): AsyncGenerator<Part> {
    for (;;) {
      while (this.waiting.length > 0) yield this.waiting.shift() as Part;
      if (this.end && "error" in this.end) throw this.end.error;
      if (this.end) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
