import * as vscode from "vscode";
import { readMetricsProfile, type MetricsProfile } from "../../core/engine/metrics/profile";
import { HOSTED_EMBEDDINGS_MODEL } from "../../core/judge/embeddingsClient";
import type { JudgeTarget } from "../../core/judge/httpJudge";
import { JUDGE_MODES, type JudgeMode } from "../../core/judge/judgeMode";
import { HOSTED, PROVIDER_IDS, type HostedId, type ProviderId } from "../../core/providerTable";
import type { GraderDocument } from "../../core/grader/document";
import { readChoices, type SeverityChoices } from "../../core/validate/severities";
import { guessTarget, TARGETS, type Target } from "../../core/validate/target";
import { oncePer } from "../../core/remember";
import { configurationOf, onConfigurationChange } from "./configuration";

/** The only place that reads `graders.*` settings; whatever a user wrote, values of the right kind come out. */
const configuration = (scope?: vscode.Uri) => configurationOf("graders", scope);

function oneOf<T extends string>(key: string, known: readonly T[], scope?: vscode.Uri): T | undefined {
  const value = configuration(scope).get<unknown>(key);
  return known.find((candidate) => candidate === value);
}

function text(key: string): string {
  const value = configuration().get<unknown>(key);
  return typeof value === "string" ? value.trim() : "";
}

function count(key: string, otherwise: number, most: number): number {
  const value = configuration().get<unknown>(key);
  return typeof value === "number" && value >= 1 ? Math.min(value, most) : otherwise;
}

/** Whether the user gave a target, at any level: the default says nothing of what they want. */
const hasTarget = oncePer((configured: vscode.WorkspaceConfiguration) => {
  const found = configured.inspect("target");
  const values = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  return values.some((value) => value !== undefined);
});

/** When rewards are shown while graders are edited; `auto`: at each key, Python when saved. */
const LIVE_MODES = ["auto", "onType", "onSave", "off"] as const;
export type LiveMode = (typeof LIVE_MODES)[number];

export const settings = {
  provider: (): ProviderId => oneOf("provider", PROVIDER_IDS) ?? "engine",
  setProvider: (provider: ProviderId): Thenable<void> =>
    configuration().update("provider", provider, providerScope()),
  /** Undefined where the user set none. */
  providerAddress: (id: HostedId): string | undefined => {
    const { setting } = HOSTED[id].address;
    return setting && (text(setting.key) || undefined);
  },
  /** @param key of the address in the table of providers */
  setProviderAddress: (key: string, address: string): Thenable<void> =>
    configuration().update(key, address, vscode.ConfigurationTarget.Global),
  /** Undefined lets recordings and judge decide (`auto`). */
  judgeMode: (): JudgeMode | undefined => oneOf("judge.mode", JUDGE_MODES),
  judgeTarget: (model: string) => judgeTarget(model),
  /** The name of VS Code's own model that judges for a grader's model; undefined where none does. */
  vscodeJudge: (model: string) => vscodeJudge(model),
  /** The server that cosine asks; judges of other models do not stand in for it. */
  embeddingsTarget: (): JudgeTarget | undefined =>
    Object.hasOwn(judgeModels(), HOSTED_EMBEDDINGS_MODEL) ? judgeTarget(HOSTED_EMBEDDINGS_MODEL) : undefined,
  metrics: (): MetricsProfile => readMetricsProfile(configuration().get<unknown>("metrics")),
  judgeOrigins,
  judgeIsSet: () => Object.keys(judgeModels()).length > 0,
  wheels: () => text("python.wheels") || undefined,
  packagesUrl: () => text("python.packagesUrl") || undefined,
  sandboxNode: () => text("python.sandboxNode") || undefined,
  pythonRuntime: () => oneOf("python.runtime", ["sandbox", "interpreter"]) ?? "sandbox",
  interpreterPath: () => text("python.interpreterPath") || undefined,
  live: (scope: vscode.Uri): LiveMode => oneOf("live", LIVE_MODES, scope) ?? "auto",
  timeoutMs: () => count("timeoutSeconds", 120, 3600) * 1000,
  concurrency: () => Math.floor(count("concurrency", 8, 64)),
  /** What the user set, else what the grader's file and the chosen provider tell. */
  target: (scope: vscode.Uri, grader: GraderDocument): Target =>
    (hasTarget(configuration(scope)) ? oneOf("target", TARGETS, scope) : undefined) ??
    guessTarget(grader, settings.provider()) ??
    "run",
  /** Severities of the user's choice, by code. */
  lintRules: (scope: vscode.Uri): SeverityChoices =>
    readChoices(configuration(scope).get<unknown>("lint.rules")),
  onChange: (key: string, listener: () => void): vscode.Disposable =>
    onConfigurationChange(key === "" ? "graders" : `graders.${key}`, listener),
};

/** The choice stays where it was made: a workspace that names a provider goes on doing so. */
function providerScope(): vscode.ConfigurationTarget {
  const inWorkspace = configuration().inspect("provider")?.workspaceValue !== undefined;
  return inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}

function judgeModels(): Readonly<Record<string, unknown>> {
  const value = configuration().get<unknown>("judge.models");
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

type JudgeEntry = Readonly<Partial<Record<"provider" | "baseUrl" | "model", unknown>>>;

function judgeEntry(model: string): JudgeEntry {
  const models = judgeModels();
  const entry = Object.hasOwn(models, model) ? models[model] : models["*"];
  return typeof entry === "object" && entry !== null ? entry : {};
}

/** The server that judges for a grader's model; undefined where none is set. */
function judgeTarget(model: string): JudgeTarget | undefined {
  const { provider, baseUrl, model: name } = judgeEntry(model);
  if (provider === VSCODE || typeof baseUrl !== "string" || !URL.canParse(baseUrl)) return undefined;
  return { baseUrl, model: typeof name === "string" ? name : model };
}

function vscodeJudge(model: string): string | undefined {
  const { provider, model: name } = judgeEntry(model);
  return provider === VSCODE ? (typeof name === "string" ? name : model) : undefined;
}

/** `provider` of a judge that is one of VS Code's own models. */
const VSCODE = "vscode";

/** Origins of all judges, for their keys. */
function judgeOrigins(): readonly string[] {
  const origins = Object.keys(judgeModels()).flatMap((model) => judgeTarget(model)?.baseUrl ?? []);
  return [...new Set(origins.map((url) => new URL(url).origin))];
}
