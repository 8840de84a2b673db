import type { Grader, MultiGrader } from "../../grader/types";
import type { LiveGrade, LiveOutcome } from "../../result/liveOutcome";
import type { GradeContext, Graded } from "../graded";
import { gradeAny } from "../gradeSample";
import { multiHandler, usedKeys } from "../multi";
import type { GradeMemo } from "./gradeMemo";

/** A grader that is graded on many samples, again after each key; what was graded before comes from the memo. */
export class LiveGrader {
  private readonly texts: ReadonlyMap<Grader, string>;

  /** @param grader what {@link livePart} left of it */
  constructor(
    private readonly grader: Grader,
    private readonly memo: GradeMemo,
    setting: GradeContext["options"],
  ) {
    const parts = grader.type === "multi" ? Object.values(grader.graders) : [grader];
    const profile = JSON.stringify(setting.metrics);
    this.texts = new Map(parts.map((part) => [part, `${JSON.stringify(part)} ${profile}`]));
  }

  /** The texts that grades are kept by. */
  get memoTexts(): readonly string[] {
    return [...this.texts.values()];
  }

  async grade(context: GradeContext): Promise<LiveGrade> {
    const { grader } = this;
    if (grader.type !== "multi")
      return { whole: outcomeOf(await this.once(grader, context), grader), parts: {} };
    const graded = new Map<string, Graded>();
    for (const [key, sub] of Object.entries(grader.graders)) graded.set(key, await this.once(sub, context));
    const whole = await this.whole(grader, graded, context);
    const parts = [...graded].map(([key, part]) => [key, outcomeOf(part)] as const);
    return { ...(whole && { whole }), parts: Object.fromEntries(parts) };
  }

  private async whole(
    grader: MultiGrader,
    graded: ReadonlyMap<string, Graded>,
    context: GradeContext,
  ): Promise<LiveOutcome | undefined> {
    const used = usedKeys(grader.calculate_output, context.options.powers);
    if (used === undefined) return { kind: "waiting", slow: false };
    const parts = [...used].map((key) => graded.get(key));
    if (parts.includes(undefined)) return undefined;
    const waiting = parts.map((part) => part && waitingOf(part)).find((outcome) => outcome !== undefined);
    if (waiting) return waiting;
    const multi = multiHandler((sub) => this.once(sub, context));
    return outcomeOf(await multi(grader, context, []), grader);
  }

  private async once(sub: Grader, context: GradeContext): Promise<Graded> {
    const text = this.texts.get(sub) ?? "";
    const known = this.memo.get(text, context.data);
    if (known) return known;
    const graded = await gradeAny(sub, context, []);
    if (!waitingOf(graded)) this.memo.set(text, context.data, graded);
    return graded;
  }
}

function outcomeOf(graded: Graded, { pass_threshold: threshold }: Partial<Grader> = {}): LiveOutcome {
  const waiting = waitingOf(graded);
  if (waiting) return waiting;
  const [failure] = graded.failures;
  if (failure) return { kind: "errored", flag: failure.flag };
  const { reward } = graded;
  return { kind: "scored", reward, ...(threshold !== undefined && { passed: reward >= threshold }) };
}

/** Python that was not run is no error of the grader. */
function waitingOf({ failures }: Graded): Extract<LiveOutcome, { kind: "waiting" }> | undefined {
  const refused = failures.find(({ flag }) => flag === "python_grader_server_error");
  return refused && { kind: "waiting", slow: refused.detail === "timeout" };
}
