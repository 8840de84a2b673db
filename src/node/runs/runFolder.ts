import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { t } from "@vscode/l10n";
import { readOutcome, type LoggedOutcome } from "../../core/runs/outcomeLog";
import { readPlan, writePlan, type RunPlan } from "../../core/runs/plan";
import type { KeptRun, RunStore, RunWriter } from "../../core/runs/runStore";
import { FileError, fileError } from "../files/fileError";
import { readLines } from "../files/readLines";
import { lockFolder } from "./folderLock";
import { openRowsFile } from "./rowsFile";

const PLAN = "run.json";
const ROWS = "rows.jsonl";

/** Runs in folders: `run.json` is the plan, `rows.jsonl` the outcomes (architecture.md "Files a user keeps"). */
export class RunFolder implements RunStore {
  /** @param force whether a run that is kept there gives way to the new one */
  constructor(
    private readonly path: string,
    private readonly force = false,
  ) {}

  async create(plan: RunPlan): Promise<RunWriter> {
    return this.withWords(async () => {
      await mkdir(this.path, { recursive: true });
      const release = await lockFolder(this.path);
      try {
        await this.makeRoom();
        const file = await openRowsFile(this.in(ROWS));
        await writeWhole(this.in(PLAN), writePlan(plan));
        return writer(file, release);
      } catch (error) {
        await release();
        throw error;
      }
    });
  }

  async open(): Promise<KeptRun> {
    const plan = await this.withWords(() => this.readPlan());
    return {
      plan,
      outcomes: () => outcomesOf(this.in(ROWS)),
      resume: () =>
        this.withWords(async () => {
          const release = await lockFolder(this.path);
          try {
            return writer(await openRowsFile(this.in(ROWS)), release);
          } catch (error) {
            await release();
            throw error;
          }
        }),
    };
  }

  private in(name: string): string {
    return join(this.path, name);
  }

  private async makeRoom(): Promise<void> {
    const before = await unlessAbsent(readFile(this.in(PLAN)));
    if (before && !this.force)
      throw new FileError(
        t("{0} has a run already: go on with it by graders resume, or name another folder.", this.path),
        "EEXIST",
      );
    for (const name of [PLAN, ROWS]) await rm(this.in(name), { force: true });
  }

  private async readPlan(): Promise<RunPlan> {
    const text = await unlessAbsent(readFile(this.in(PLAN), "utf8"));
    if (text === undefined)
      throw new FileError(t("{0} has no run: there is no run.json in it.", this.path), "ENOENT");
    const plan = readPlan(text);
    if (plan) return plan;
    throw new FileError(t("{0} is no plan of a run that this version can read.", this.in(PLAN)));
  }

  private async withWords<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw fileError(this.path, error);
    }
  }
}

function writer(file: RunWriter, release: () => Promise<void>): RunWriter {
  return {
    append: (lines) => {
      file.append(lines);
    },
    close: () => file.close().finally(release),
  };
}

/** @throws FileError naming a line in the middle that is none of ours: what is behind it cannot be trusted */
function* outcomesOf(path: string): Generator<LoggedOutcome> {
  let number = 0;
  let broken: number | undefined;
  for (const line of existing(path)) {
    number++;
    if (line === "") continue;
    if (broken !== undefined)
      throw new FileError(t("{0}:{1}: the line is no outcome of a run.", path, broken));
    const outcome = readOutcome(line);
    if (outcome) yield outcome;
    else broken = number;
  }
}

function* existing(path: string): Generator<string> {
  try {
    yield* readLines(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

async function unlessAbsent<Value>(read: Promise<Value>): Promise<Value | undefined> {
  try {
    return await read;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** Whole or not at all, also where the machine loses its power. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
