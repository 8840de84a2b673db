import { t } from "@vscode/l10n";
import type { PythonRecord } from "../result/runResult";

/** The Python of a run in one line; of its packages, whether the hosted image has the same version. */
export function runtimeWords({ runtime, packages = [] }: PythonRecord): string {
  const words = packages.map(({ name, version, hosted }) => {
    if (hosted === undefined) return t("{0} {1} (not in the hosted image)", name, version);
    return hosted === version
      ? t("{0} {1} as hosted", name, version)
      : t("{0} {1} (hosted {2})", name, version, hosted);
  });
  return [runtime, ...words].join(" · ");
}
