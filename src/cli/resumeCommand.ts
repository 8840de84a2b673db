import type { RunPlan } from "../core/runs/plan";
import { RunFolder } from "../node/runs/runFolder";
import { readArgs, type ResumeArgs, type RunArgs } from "./args";
import { UsageError, type ExitCode } from "./exitCodes";
import { Keeping } from "./keeping";
import { gradeRows } from "./runCommand";
import type { Terminal } from "./output/terminal";

/** `graders resume DIR`: the rows that a run has no outcome of; the summary is the whole run's. */
export async function resumeCommand(
  { folder, format }: ResumeArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const kept = await new RunFolder(folder).open();
  const args = argsOf(kept.plan, folder, format);
  const keep = () => Keeping.resume(kept, signal);
  return gradeRows({ args, text: kept.plan.graders[0]?.text, folder, keep }, terminal, signal);
}

/** The command line that the run was begun with. */
function argsOf({ graders, data, options }: RunPlan, folder: string, format: RunArgs["format"]): RunArgs {
  const [grader] = graders;
  const args = readArgs([
    "run",
    `--samples=${data.file}`,
    `--format=${format}`,
    ...options,
    "--",
    grader?.file ?? "",
  ]);
  if (args.command !== "run") throw new UsageError(`${folder} has no run.`);
  return args;
}
