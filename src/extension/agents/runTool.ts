import * as vscode from "vscode";
import { MAX_ROWS, runAnswer } from "../../core/agents/runAnswer";
import { validateAnswer } from "../../core/agents/validateAnswer";
import type { LocatedSample } from "../../core/dataset/rows";
import type { Json } from "../../core/json/value";
import { whyNotGraded } from "../../core/runs/neededOutput";
import { runPlan, type RowOutcome } from "../../core/runs/runner";
import { checkGrader, isRunnable } from "../../core/validate/validateGrader";
import { providerFor, type ProviderContext } from "../platform/providers";
import { settings } from "../platform/settings";
import { answerOf, confirmation, type AgentTool } from "./agentTool";
import { asksOfRun } from "./asks";
import {
  filePathOf,
  findFile,
  nameOf,
  outsideAsks,
  readToolGraders,
  type GraderInput,
  type ToolGrader,
} from "./toolGraders";
import { readToolSamples, type SamplesInput } from "./toolSamples";

interface RunInput extends GraderInput, SamplesInput {
  /** The first row to grade, counted from 1. */
  readonly first_row?: unknown;
}

/** `graders_run`: grades rows as the user's provider does, after the user allowed what that takes. */
export function runTool(providers: ProviderContext): AgentTool {
  const asked = new LastAsked();
  return {
    async prepare(input) {
      const one = await oneGrader(input).catch(() => undefined);
      const asks = one ? await asksOf(one, input).catch(() => []) : [];
      asked.set(input, { asks, text: textOf(one) });
      const name = nameOf(one);
      return {
        invocationMessage: vscode.l10n.t("Running {0}", name),
        ...confirmation(vscode.l10n.t("Run {0}?", name), asks),
      };
    },
    invoke: (input, token) =>
      answerOf(token, async (signal) => {
        const one = await oneGrader(input);
        if (!asked.covers(input, { asks: await asksOf(one, input), text: textOf(one) }))
          throw new Error(
            "The grader or a setting has changed since the user was asked. Call the tool again.",
          );
        providers.consent.startAction();
        return run(one, input, providers, signal);
      }),
  };
}

/** What the user was asked for the last inputs: what has changed since does not run unasked. */
class LastAsked {
  private readonly asked = new Map<string, Asked>();

  set(input: object, asked: Asked): void {
    this.asked.set(JSON.stringify(input), asked);
    for (const oldest of this.asked.keys()) if (this.asked.size > 16) this.asked.delete(oldest);
  }

  /** What needs no question may have changed. */
  covers(input: object, { asks, text }: Asked): boolean {
    const asked = this.asked.get(JSON.stringify(input));
    if (asks.length === 0) return true;
    return asked !== undefined && asked.text === text && asks.every((ask) => asked.asks.includes(ask));
  }
}

/** A question, and the grader that it was about. */
interface Asked {
  readonly asks: readonly string[];
  readonly text: string | undefined;
}

function textOf(one: ToolGrader | undefined): string | undefined {
  return one?.grader.json.ownText;
}

async function oneGrader(input: RunInput): Promise<ToolGrader> {
  const graders = await readToolGraders(input);
  const [one] = graders;
  if (one && graders.length === 1) return one;
  const places = graders.slice(0, 20).map(({ uri }) => `#${uri.fragment}`);
  throw new Error(`There are ${graders.length} graders. Name one behind the file: ${places.join(", ")}.`);
}

async function asksOf(one: ToolGrader, { samples_file: file }: RunInput): Promise<readonly string[]> {
  const samples = file === undefined ? [] : [await findFile(file)];
  return [...outsideAsks(one.uri, ...samples), ...(await asksOfRun(one))];
}

async function run(
  one: ToolGrader,
  input: RunInput,
  providers: ProviderContext,
  signal: AbortSignal,
): Promise<string> {
  const { uri, grader } = one;
  const path = filePathOf(one);
  const problems = checkGrader(grader);
  if (!isRunnable(problems)) return validateAnswer(path, [{ document: grader, target: "run", problems }]);
  const { rows, isWhole } = await readToolSamples(input, one);
  const first = Math.max(Number(input.first_row ?? 1) - 1 || 0, 0);
  const root = grader.root ?? new Map<string, Json>();
  const gradable = rows.filter(({ sample }) => whyNotGraded(root, sample)?.reason !== "no-output");
  const wanted = gradable.filter(({ index }) => index >= first);
  const provider = await providerFor(uri, providers);
  const outcomes: RowOutcome<LocatedSample>[] = [];
  const plan = { provider, grader: root };
  const options = { concurrency: settings.concurrency(), signal };
  for await (const event of runPlan(plan, wanted.slice(0, MAX_ROWS), options))
    if (event.kind === "ended") outcomes.push(event);
  const facts = {
    ...(path !== undefined && { file: path }),
    provider: provider.label,
    notGraded: wanted.length - outcomes.length,
    withoutOutput: rows.length - gradable.length,
    ...(!isWhole && { rowsRead: rows.length }),
  };
  return runAnswer(facts, outcomes);
}
