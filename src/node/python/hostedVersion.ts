import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import type { PythonPackage } from "../../core/result/runResult";

/** A package that is here, by its module, with the version that the hosted image has of it. */
export function hostedVersion(module: string, version: string): PythonPackage {
  const pinned = Object.entries(HOSTED_MODULES).find(([name]) => name === module)?.[1];
  const [name = module, hosted] = pinned?.split(" ") ?? [];
  return { name, version, ...(hosted !== undefined && { hosted }) };
}
