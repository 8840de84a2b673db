import { setImmediate as nextTurn } from "node:timers/promises";
import { readSampleRange } from "../files/sampleRanges";
import type { NumberedSample } from "../../core/dataset/rows";
import type { EngineOptions, EnginePorts } from "../../core/engine/graded";
import { gradeSample } from "../../core/engine/gradeSample";
import { readGrader } from "../../core/engine/wire";
import { engineValidation } from "../../core/engine/validation";
import { askedCriteria, isEval } from "../../core/grader/criteria";
import { wireGrader } from "../../core/grader/document";
import type { Grader } from "../../core/grader/types";
import { toPlain, type JsonObject } from "../../core/json/value";
import { withEvals } from "../../core/provider/evals";
import { ProviderError, type GraderProvider } from "../../core/provider/provider";
import { oncePer } from "../../core/remember";
import type { GivenUp, RowBatch, WireRange } from "../../core/runs/rangeWire";
import { runPlan, type RowOutcome } from "../../core/runs/runner";
import { isReadable } from "../../core/sample/output";
import { BatchWriter } from "./batchWriter";

/** The look that comes before, for the same reader. */
export { lookThrough } from "../files/sampleRanges";

/** What a range needs of the thread that grades it. */
interface RangeThread {
  /** @param attend called where the step goes on in another turn of the event loop */
  readonly engine: (attend: () => void) => { readonly ports: EnginePorts; readonly options: EngineOptions };
  /** What is computed from here on is this step's. */
  readonly attend: (step: number) => void;
  readonly tell: (rows: RowBatch) => void;
  readonly signal: AbortSignal;
}

/** From so many characters on a row may be computed for long: what was done before it is told first. */
const LONG_ROW = 4_096;

/**
 * Reads the rows of a range, grades them one by one and tells of them in batches.
 * @returns whether they are the rows that the range had when the file was cut
 */
export async function gradeRange(task: WireRange, thread: RangeThread): Promise<boolean> {
  const grading = new RangeGrading(task, thread);
  const plan = { provider: grading.provider, grader: grading.grader };
  const options = { concurrency: 1, signal: thread.signal };
  for await (const event of runPlan(plan, grading.rows(), options))
    if (event.kind === "ended") grading.write(event);
  grading.tell();
  return grading.isWhole;
}

class RangeGrading {
  readonly grader: JsonObject;
  readonly provider: GraderProvider;
  private readonly written: BatchWriter;
  /** Steps that a row has: {@link GivenUp}. */
  private readonly width: number;
  private readonly whyNot: ReadonlyMap<number, GivenUp["why"]>;
  private nextStep = 0;
  private count = 0;
  private readable = 0;
  private isOdd = false;

  constructor(
    private readonly task: WireRange,
    private readonly thread: RangeThread,
  ) {
    this.grader = readGrader(task.grader);
    this.width = isEval(this.grader) ? askedCriteria(this.grader).length : 1;
    this.whyNot = new Map(task.givenUp.map(({ step, why }) => [step, why]));
    this.written = new BatchWriter(task);
    this.provider = withEvals({ ...engineValidation, run: this.run });
  }

  get isWhole(): boolean {
    const { count, readable } = this.task.range;
    return !this.isOdd && this.count === count && this.readable === readable;
  }

  /** Writing a long text down takes memory, too: should the thread end of it, it was this row. */
  write(event: RowOutcome<NumberedSample>): void {
    this.thread.attend((event.row.index - this.task.range.index) * this.width);
    this.written.add(event);
  }

  tell(): void {
    const batch = this.written.take();
    if (batch) this.thread.tell(batch);
  }

  /** The rows that have not come back yet. What the runner has not given back when it asks for one comes first. */
  async *rows(): AsyncGenerator<NumberedSample> {
    for (const row of this.read()) {
      if (this.count++ < this.task.done) continue;
      if (this.written.isDue || row.range.end - row.range.start >= LONG_ROW) {
        // By then the rows before have been written down, and an abort is heard.
        await nextTurn();
        this.thread.signal.throwIfAborted();
        this.tell();
      }
      yield row;
    }
  }

  /** Ends where the file is not what it was. */
  private *read() {
    const { path, range } = this.task;
    const lines = readSampleRange(path, range);
    for (;;) {
      this.attendRow();
      const line = this.unlessOdd(() => lines.next());
      if (line === undefined || line.done === true) return;
      const row = line.value.sample;
      if (isReadable(row.sample)) this.readable++;
      yield row;
    }
  }

  private attendRow(): void {
    this.nextStep = this.count * this.width;
    this.thread.attend(this.nextStep);
  }

  private unlessOdd<Value>(read: () => Value): Value | undefined {
    try {
      return read();
    } catch {
      this.isOdd = true;
      return undefined;
    }
  }

  private readonly run: GraderProvider["run"] = async ({ grader, sample, repeat }, signal) => {
    const step = this.nextStep++;
    const attend = () => this.thread.attend(step);
    attend();
    const why = this.whyNot.get(step);
    if (why) throw new ProviderError(why.reason, why.message, why.details);
    const request = { sample, ...(repeat !== undefined && { repeat }) };
    return gradeSample(checkedByHost(grader), request, this.thread.engine(attend), signal);
  };
}

/** The host gives nothing but what `onlyComputes` has checked. */
const checkedByHost = oncePer((grader: JsonObject) => toPlain(wireGrader(grader)) as unknown as Grader);
