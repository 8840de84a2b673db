import type { GraderDocument } from "../core/grader/document";
import type { PreflightTarget } from "../core/preflight/check";
import { PREFLIGHT_TARGETS } from "../core/preflight/check";
import { JobError, readJob, type Job } from "../core/preflight/job";
import { preflight } from "../core/preflight/preflight";
import type { ProviderChoice } from "../core/preflight/providerCheck";
import type { GraderProvider } from "../core/provider/provider";
import { HOSTED, jobHost } from "../core/providerTable";
import { guessTarget } from "../core/validate/target";
import { readDataLines } from "../node/files/dataLines";
import type { PreflightArgs } from "./args";
import { EXIT, UsageError, type ExitCode } from "./exitCodes";
import { readOneGrader } from "./graderFile";
import { readUserFile } from "./inputs";
import { preflightJson, preflightText } from "./output/preflight";
import { openPython, openValidateProvider } from "./provider";
import type { Terminal } from "./output/terminal";

/** `graders preflight`: whether a job may start, as a list of checks on stdout. */
export async function preflightCommand(
  args: PreflightArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const job = args.job === undefined ? undefined : await openJob(args.job, terminal, signal);
  const grader =
    args.grader === undefined
      ? jobGrader(job)
      : (await readOneGrader(args.grader, terminal, signal)).document;
  const target = args.target ?? guessed(job?.grader ?? grader);
  const python = openPython(args);
  const hosted = await openValidateProvider(args);
  try {
    const found = await preflight(
      {
        target,
        grader,
        training: { name: args.training, lines: readDataLines(args.training, signal) },
        validation: { name: args.validation, lines: readDataLines(args.validation, signal) },
        ...(job && { job }),
        provider: providerChoice(target, hosted?.provider),
        python,
        now: new Date(),
      },
      signal,
    );
    const files = {
      grader: args.grader ?? args.job ?? "",
      training: args.training,
      validation: args.validation,
      job: args.job ?? "",
    };
    terminal.out(
      args.format === "json" ? preflightJson(found, files) : preflightText(found, files, terminal),
    );
    return found.passed ? EXIT.ok : EXIT.unmet;
  } finally {
    await Promise.all([python.dispose(), hosted?.close()]);
  }
}

async function openJob(path: string, terminal: Terminal, signal: AbortSignal): Promise<Job> {
  try {
    return readJob(path, await readUserFile(path, terminal, { signal }));
  } catch (error) {
    if (error instanceof JobError) throw new UsageError(error.message);
    throw error;
  }
}

function jobGrader(job: Job | undefined): GraderDocument {
  if (job?.grader) return job.grader;
  throw new UsageError(
    `${job?.name ?? ""}: there is no grader at method.reinforcement.grader. Add it, or name a grader file.`,
  );
}

function guessed(document: GraderDocument): PreflightTarget {
  const guess = guessTarget(document);
  const target = PREFLIGHT_TARGETS.find((candidate) => candidate === guess);
  if (target) return target;
  throw new UsageError(`Say where the job is to run: --target ${PREFLIGHT_TARGETS.join(" or --target ")}.`);
}

/** A key in the environment is no order to send anything: `--provider` is. */
function providerChoice(target: PreflightTarget, provider: GraderProvider | undefined): ProviderChoice {
  if (provider) return { kind: "ask", provider };
  const id = jobHost(target);
  const { variable } = HOSTED[id].key;
  const found = process.env[variable] ? `${variable} is set: ` : `With ${variable} set, `;
  return { kind: "skip", reason: `Not asked. ${found}--provider ${id} sends it the grader to validate.` };
}
