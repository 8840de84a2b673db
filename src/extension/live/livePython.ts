import type { PythonOutcome, PythonRequest, PythonRunner, PythonUnavailable } from "../../core/ports";
import { later } from "../platform/background";

/** A grade that takes longer is no help while one types. */
export const LIMIT_MS = 2_000;
/** A child that nobody asks any more gives its memory back. */
const IDLE_MS = 120_000;
/** Sources whose parse is remembered. */
const MOST_PARSED = 50;

type Port = Pick<PythonRunner, "grade">;

/**
 * Python for graders that are being edited: in a child of its own, which no Run has to wait for, with a short
 * limit. Who exceeds it is not asked again until the document is saved.
 */
export class LivePython {
  /** URIs of documents whose Python was too slow. */
  private readonly slow = new Set<string>();
  private readonly parsed = new Map<string, boolean>();
  private idle: NodeJS.Timeout | undefined;

  /** @param python a sandbox for this alone, limited to {@link LIMIT_MS} */
  constructor(private readonly python: PythonRunner) {}

  /** @param budgetMs what all grades through this port may take together; the rest waits */
  portFor(document: string, budgetMs = Infinity): Port {
    let spent = 0;
    return {
      grade: async (request, signal) => {
        if (this.slow.has(document)) return waits("timeout");
        if (spent >= budgetMs) return waits("local_sandbox_error");
        const start = performance.now();
        const outcome = await this.grade(document, request, signal);
        spent += performance.now() - start;
        return outcome;
      },
    };
  }

  /** Whether it is paused; asking costs nothing then. */
  isPaused(document: string): boolean {
    return this.slow.has(document);
  }

  /** A saved document is tried again. */
  saved(document: string): void {
    this.slow.delete(document);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.idle);
    await this.python.dispose();
  }

  private async grade(document: string, request: PythonRequest, signal: AbortSignal): Promise<PythonOutcome> {
    clearTimeout(this.idle);
    try {
      // Parsing waits for the child to be ready, so that its start is not counted.
      if (!(await this.parses(request.source, signal))) return waits("local_sandbox_error");
      const start = performance.now();
      const outcome = await this.python.grade(request, signal);
      if (outcome.kind !== "runtime_error" || performance.now() - start < LIMIT_MS) return outcome;
      this.slow.add(document);
      return waits("timeout");
    } finally {
      clearTimeout(this.idle);
      this.idle = later(IDLE_MS, () => this.python.dispose());
    }
  }

  private async parses(source: string, signal: AbortSignal): Promise<boolean> {
    const known = this.parsed.get(source);
    if (known !== undefined) return known;
    const parse = await this.python.parse(source, signal);
    if (parse.kind === "unavailable") return false;
    const gradable = parse.kind === "parsed" && parse.grade !== undefined;
    for (const old of this.parsed.keys()) if (this.parsed.size >= MOST_PARSED) this.parsed.delete(old);
    this.parsed.set(source, gradable);
    return gradable;
  }
}

/** What is not graded now; `core/engine/live` reads the type. */
function waits(type: PythonUnavailable["type"]): PythonUnavailable {
  return { kind: "unavailable", type, message: "", mend: "" };
}
