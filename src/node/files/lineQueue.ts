/** Adds lines to the end of a file; resolves when they are kept. */
type Write = (lines: readonly string[]) => Promise<void>;

const queues = new Map<string, LineQueue>();

/**
 * Adds a line behind all that this process adds to a file: one write after the other, and what comes while one is
 * under way together in the next.
 * @param file one name for one file
 */
export function appendInOrder(file: string, line: string, write: Write): Promise<void> {
  const queue = queues.get(file) ?? new LineQueue(write, () => queues.delete(file));
  queues.set(file, queue);
  return queue.append(line);
}

class LineQueue {
  private waiting: string[] = [];
  /** Of those that wait. */
  private next: Promise<void> | undefined;
  private last = Promise.resolve();

  constructor(
    private readonly write: Write,
    private readonly idle: () => void,
  ) {}

  append(line: string): Promise<void> {
    this.waiting.push(line);
    this.next ??= this.startNext();
    return this.next;
  }

  private startNext(): Promise<void> {
    const next = this.last.then(() => {
      this.next = undefined;
      return this.write(this.waiting.splice(0));
    });
    // Who waits is told of a failure; the lines that come after are tried again.
    this.last = next
      .catch(() => undefined)
      .then(() => {
        if (!this.next) this.idle();
      });
    return next;
  }
}
