import type { PythonOutcome } from "../../core/ports";
import type { PythonPackage } from "../../core/result/runResult";
import { hostedVersion } from "../python/hostedVersion";

/** Puts the hosted image's versions beside those that the child tells; what is no list of them is dropped. */
export function withHostedVersions(outcome: PythonOutcome): PythonOutcome {
  if (outcome.kind === "unavailable") return outcome;
  const told: unknown = outcome.packages;
  if (told === undefined) return outcome;
  return { ...outcome, packages: Array.isArray(told) ? told.flatMap(readPackage) : [] };
}

function readPackage(entry: unknown): PythonPackage[] {
  if (!Array.isArray(entry)) return [];
  const [module, version] = entry as unknown[];
  if (typeof module !== "string" || typeof version !== "string") return [];
  return [hostedVersion(module, version)];
}
