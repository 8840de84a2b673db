/** Requests that wait in a child's pipe while grades are quick: enough that it never waits for us. */
const MOST_IN_FLIGHT = 64;
/** A grade that takes longer is worth another child for those that wait. */
const SLOW_MS = 100;

/** How many jobs a child holds: one while grades are slow, so that other children can take the rest. */
export class Pace {
  private limit = 1;
  private isSlow = false;
  private beganAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `slowed` is called when a job turns out to be slow, at most once for each. */
  constructor(private readonly slowed: () => void) {}

  hasRoomBeside(jobs: number): boolean {
    return jobs < this.limit;
  }

  /** Whether what waits is better given to another child. */
  isFullWith(jobs: number): boolean {
    return this.isSlow || jobs >= MOST_IN_FLIGHT;
  }

  began(): void {
    this.beganAt = performance.now();
    this.timer = setTimeout(() => {
      this.setSlow(true);
      this.slowed();
    }, SLOW_MS);
  }

  answered(): void {
    clearTimeout(this.timer);
    this.setSlow(performance.now() - this.beganAt >= SLOW_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private setSlow(slow: boolean): void {
    this.isSlow = slow;
    this.limit = slow ? 1 : Math.min(MOST_IN_FLIGHT, this.limit * 2);
  }
}
