import * as vscode from "vscode";
import { PREFLIGHT_TARGETS, type PreflightFile, type PreflightTarget } from "../../core/preflight/check";
import type { GraderDocument } from "../../core/grader/document";
import { readJob } from "../../core/preflight/job";
import { guessTarget } from "../../core/validate/target";
import { fileNameOf, type OpenGrader } from "../documents/documentGraders";
import { documentUri } from "../platform/graderUri";
import { settings } from "../platform/settings";
import { pickFile } from "../platform/pickFile";
import { pick } from "../platform/ask";

/** What a preflight is about, beside the grader. */
export interface PreflightChoice {
  readonly target: PreflightTarget;
  readonly training: vscode.Uri;
  readonly validation: vscode.Uri;
  readonly job?: vscode.Uri;
}

/** The file that each place of a preflight means. */
export function preflightUris(
  grader: vscode.Uri,
  { training, validation, job }: PreflightChoice,
): Readonly<Record<PreflightFile, vscode.Uri>> {
  const file = documentUri(grader);
  return { grader: file, training, validation, job: job ?? file };
}

/** A choice as it is kept, and as another extension or a key binding gives it: URIs as texts. */
type KeptChoice = Readonly<Partial<Record<keyof PreflightChoice, string>>>;

/** Target and files of each grader's preflight: asked once, remembered in the workspace. */
export class PreflightChoices {
  constructor(private readonly state: vscode.Memento) {}

  /**
   * Asks what the preflight of a grader is about; the last answer is offered first.
   * @param given answers that need no question
   * @throws CancellationError where the user leaves
   */
  async choose({ uri, grader }: OpenGrader, given?: unknown): Promise<PreflightChoice> {
    const choice =
      readChoice(given) ?? (await this.offerLast(uri)) ?? (await askAll(uri, grader, this.last(uri)));
    await this.state.update(stateName(uri), keptChoice(choice));
    return choice;
  }

  private last(grader: vscode.Uri): PreflightChoice | undefined {
    return readChoice(this.state.get(stateName(grader)));
  }

  private async offerLast(grader: vscode.Uri): Promise<PreflightChoice | undefined> {
    const last = this.last(grader);
    if (!last || !(await allExist(last))) return undefined;
    const again = {
      label: vscode.l10n.t("$(history) As last time: {0}", last.target),
      detail: [last.training, last.validation, ...(last.job ? [last.job] : [])].map(shortPath).join(" · "),
    };
    const other = { label: vscode.l10n.t("$(edit) Choose target and files…") };
    const picked = needed(await pick([again, other], { title: titleOf(grader) }));
    return picked === again ? last : undefined;
  }
}

const stateName = (grader: vscode.Uri) => `preflight:${grader.toString()}`;
const titleOf = (grader: vscode.Uri) => vscode.l10n.t("Preflight of {0}", fileNameOf(grader));
const shortPath = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);

async function askAll(
  uri: vscode.Uri,
  grader: GraderDocument,
  last: PreflightChoice | undefined,
): Promise<PreflightChoice> {
  const title = titleOf(uri);
  const target = await askTarget(title, last?.target ?? guessTarget(grader, settings.provider()));
  const own = isInJob(grader) ? documentUri(uri) : undefined;
  const named = own ? await filesOfJob(own) : {};
  const near = documentUri(uri);
  const training = needed(
    await pickFile(
      { title, what: vscode.l10n.t("Training rows"), pattern: "**/*.jsonl", near, words: /train/i },
      [last?.training, named.training],
    ),
  );
  const validation = needed(
    await pickFile(
      { title, what: vscode.l10n.t("Validation rows"), pattern: "**/*.jsonl", near, words: /val|test|dev/i },
      [last?.validation, named.validation],
      training,
    ),
  );
  const job = own ?? (await askJob(title, near, last?.job));
  return { target, training, validation, ...(job && { job }) };
}

async function askTarget(title: string, guess: string | undefined): Promise<PreflightTarget> {
  const items = PREFLIGHT_TARGETS.map((target) => ({
    label: target,
    description: TARGET_WORDS()[target],
    target,
  }));
  const sorted = [...items].sort((a, b) => Number(b.target === guess) - Number(a.target === guess));
  const placeHolder = vscode.l10n.t("Where will the job run?");
  return needed(await pick(sorted, { title, placeHolder })).target;
}

const TARGET_WORDS = (): Readonly<Record<PreflightTarget, string>> => ({
  "openai-rft": vscode.l10n.t("reinforcement fine-tuning at OpenAI"),
  "foundry-rft": vscode.l10n.t("reinforcement fine-tuning at Microsoft Foundry"),
});

/** The job's request says base model and response format; a preflight does without it. */
async function askJob(
  title: string,
  near: vscode.Uri,
  last: vscode.Uri | undefined,
): Promise<vscode.Uri | undefined> {
  const what = vscode.l10n.t("The job's request (base model, response_format)");
  const none = vscode.l10n.t("$(circle-slash) Without a job");
  const picked = await pickFile(
    { title, what, pattern: "**/*.job.{json,jsonc}", near, words: /job/i, none },
    [last],
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked === "none" ? undefined : picked;
}

const isInJob = ({ base }: GraderDocument) => base[0] === "method";

/** The files that an azd job names by `local:` paths, which begin at the job's folder. */
async function filesOfJob(job: vscode.Uri): Promise<{ training?: vscode.Uri; validation?: vscode.Uri }> {
  const { text } = readJob(fileNameOf(job), (await vscode.workspace.openTextDocument(job)).getText()).json;
  const local = (key: string) => {
    const path = new RegExp(`"${key}"\\s*:\\s*"local:([^"\\\\]+)"`).exec(text)?.[1];
    return path === undefined ? undefined : vscode.Uri.joinPath(job, "..", path);
  };
  const training = local("training_file");
  const validation = local("validation_file");
  return { ...(training && { training }), ...(validation && { validation }) };
}

function needed<T>(answer: T | undefined): T {
  if (answer === undefined) throw new vscode.CancellationError();
  return answer;
}

/** What can be used of a kept or given choice. */
function readChoice(value: unknown): PreflightChoice | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const given = value as Readonly<Record<keyof PreflightChoice, unknown>>;
  const target = PREFLIGHT_TARGETS.find((candidate) => candidate === given.target);
  const training = readUri(given.training);
  const validation = readUri(given.validation);
  const job = readUri(given.job);
  return target && training && validation ? { target, training, validation, ...(job && { job }) } : undefined;
}

function readUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  return typeof value === "string" && value !== "" ? vscode.Uri.parse(value) : undefined;
}

function keptChoice({ target, training, validation, job }: PreflightChoice): KeptChoice {
  return {
    target,
    training: training.toString(),
    validation: validation.toString(),
    ...(job && { job: job.toString() }),
  };
}

async function allExist({ training, validation, job }: PreflightChoice): Promise<boolean> {
  const found = await Promise.all(
    [training, validation, ...(job ? [job] : [])].map((uri) =>
      vscode.workspace.fs.stat(uri).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
