import { t } from "@vscode/l10n";
import { HOSTED_MODULES, HOSTED_PACKAGES } from "../grader/hostedPackages";
import { andWords, orWords } from "../lists";
import type { PythonFinding } from "../ports";
import type { Problem } from "./problem";

type Words = Pick<Problem, "code" | "severity" | "message">;

/** What to say of a finding in a Python source; nothing of an import that the hosted image has. */
export function findingWords(finding: PythonFinding): Words | undefined {
  switch (finding.kind) {
    case "import":
      return importWords(finding.module);
    case "network":
      return {
        code: "python-network",
        severity: "warning",
        message: t(
          "{0} is for the network, which graders do not have. Put what it would fetch into the item.",
          finding.module,
        ),
      };
    case "except_constant":
      return constantWords(finding);
    case "json_unguarded":
      return {
        code: "python-json-unguarded",
        severity: "warning",
        message: t(
          "{0} is None when the output is not JSON, and this line then raises TypeError. Test it first.",
          finding.text,
        ),
      };
    case "text_parameters":
      return {
        code: "python-text-parameters",
        severity: "warning",
        message: t(
          'grade is given two dicts, the sample and the item, not texts: {0} would be sample["output_text"] and, say, item["reference"].',
          andWords(finding.names),
        ),
      };
    case "newer_syntax":
      return {
        code: "python-newer-syntax",
        severity: "warning",
        message: t(
          "This needs Python 3.12. The hosted image's version is not published and may be 3.11: write it in the older way.",
        ),
      };
  }
}

function importWords(module: string): Words | undefined {
  if (Object.hasOwn(HOSTED_MODULES, module)) return undefined;
  return {
    code: "python-import-unknown",
    severity: "warning",
    message: t(
      "The hosted image does not have {0}: graders have the standard library and {1} packages.",
      module,
      Object.keys(HOSTED_PACKAGES).length,
    ),
  };
}

/** A narrow clause may well be meant: what the model wrote was no number, and that is worth 0. */
function constantWords({
  value,
  caught,
  broad,
}: Extract<PythonFinding, { readonly kind: "except_constant" }>): Words {
  const code = "python-except-constant";
  if (broad) {
    const message = t(
      "Whatever fails becomes {0} here, so that a broken grader looks like a bad answer. Catch only what a bad output raises.",
      value,
    );
    return { code, severity: "warning", message };
  }
  const message = t(
    "Each {0} becomes {1} here, also one that the grader itself is to blame for.",
    orWords(caught),
    value,
  );
  return { code, severity: "information", message };
}
