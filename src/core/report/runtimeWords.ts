import type { PythonRecord } from "../result/runResult";

/** The Python of a run in one line; of its packages, whether the hosted image has the same version. */
export function runtimeWords({ runtime, packages = [] }: PythonRecord): string {
  const words = packages.map(({ name, version, hosted }) => {
    const beside = hosted === undefined ? "not in the hosted image" : `hosted ${hosted}`;
    return hosted === version ? `${name} ${version} as hosted` : `${name} ${version} (${beside})`;
  });
  return [runtime, ...words].join(" · ");
}
