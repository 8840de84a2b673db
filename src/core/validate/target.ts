import { t } from "@vscode/l10n";
import { findNodeAtLocation, type Node as SyntaxNode } from "jsonc-parser";
import type { GraderDocument } from "../grader/document";
import { isEvalFileName } from "../grader/fileNames";
import type { JsonPath } from "../json/value";
import { HOSTED, isHosted, type JobTarget, type ProviderId } from "../providerTable";
import { gradersIn } from "./graders";

/** What a grader is for; decides which findings apply (architecture.md "Terms"). */
export const TARGETS = ["run", "openai-rft", "foundry-rft", "evals"] as const;
export type Target = (typeof TARGETS)[number];

/** A message that holds for one target only, and says so; `run` is what every grader is for. */
export function forTarget(target: Target, message: string): string {
  return target === "run" ? message : t("For target {0}: {1}", target, message);
}

/**
 * What a grader is for, where nobody said so, by the file that holds it and the provider that the user chose.
 * Undefined where nothing tells.
 */
export function guessTarget(
  document: Pick<GraderDocument, "name" | "json" | "root">,
  provider?: ProviderId,
): Target | undefined {
  const file = outermost(document.json.root);
  if (isEvalFileName(document.name) || has(file, ["testing_criteria"])) return "evals";
  const meant = provider && jobsMeant(provider);
  if (meant) return meant;
  if (isFoundryJob(file) || hasEndpoint(document)) return "foundry-rft";
  const isJob = /\.job\.jsonc?$/.test(document.name) || has(file, ["method", "reinforcement"]);
  return isJob ? "openai-rft" : undefined;
}

function jobsMeant(provider: ProviderId): JobTarget | undefined {
  if (!isHosted(provider)) return undefined;
  const { jobs, jobsOnly } = HOSTED[provider];
  return jobsOnly ? jobs : undefined;
}

/** The root of the text that a grader is a part of. */
function outermost(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let root = node;
  while (root?.parent) root = root.parent;
  return root;
}

function has(file: SyntaxNode | undefined, path: JsonPath): boolean {
  return file !== undefined && findNodeAtLocation(file, [...path]) !== undefined;
}

/**
 * What the job files of Microsoft's `azd ai finetuning` have and OpenAI's requests do not: local training files,
 * further fields of the request, its training tiers, the schema's name
 * (github.com/Azure/azure-dev, extension azure.ai.finetune, fine_tuning_yaml/yaml.go).
 */
function isFoundryJob(file: SyntaxNode | undefined): boolean {
  if (has(file, ["extra_body"]) || has(file, ["trainingType"])) return true;
  return textAt(file, "training_file").startsWith("local:") || /azure/i.test(textAt(file, "$schema"));
}

function textAt(file: SyntaxNode | undefined, key: string): string {
  const value: unknown = file && findNodeAtLocation(file, [key])?.value;
  return typeof value === "string" ? value : "";
}

/** Endpoint graders are Foundry's alone (facts.md "Endpoint graders"). */
function hasEndpoint(document: Pick<GraderDocument, "root">): boolean {
  return gradersIn(document).some(({ type }) => type === "endpoint");
}
