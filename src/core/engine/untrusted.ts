import { t } from "@vscode/l10n";
import type { PythonRunner, PythonUnavailable } from "../ports";

const REFUSAL: PythonUnavailable = {
  kind: "unavailable",
  type: "untrusted_workspace",
  message: t("Python does not run in a workspace that is not trusted."),
  mend: t("Trust the workspace if you know who wrote this grader."),
};

/** The Python of an untrusted workspace: parses through `parser`, which executes nothing, and runs nothing. */
export function untrustedPython(parser: PythonRunner): PythonRunner {
  return {
    parse: (source, signal) => parser.parse(source, signal),
    grade: () => Promise.resolve(REFUSAL),
    dispose: () => parser.dispose(),
  };
}
