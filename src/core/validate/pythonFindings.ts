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
    case "missing_module":
      return {
        code: "python-import-missing",
        // Also an import whose failure is caught makes the result errored, but there the author knows of it.
        severity: finding.guarded ? "information" : "warning",
        message: `${finding.message} ${finding.mend}`,
      };
    case "swapped_parameters": {
      const [first = "", second = ""] = finding.names;
      return {
        code: "python-parameters-swapped",
        severity: "warning",
        message: t(
          "grade is called as grade(sample, item): {0} is given the sample here, and {1} the item. Swap them.",
          first,
          second,
        ),
      };
    }
    case "no_number":
      return { code: "python-returns-no-number", ...noNumberWords(finding) };
    case "no_return":
      return { code: "python-returns-no-number", ...noReturnWords(finding.every) };
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

type SeverityAndMessage = Omit<Words, "code">;

function noNumberWords({ type, every }: { type: string; every: boolean }): SeverityAndMessage {
  const message = every
    ? t("grade returns {0} here, and no number anywhere, so every row is errored. Return a float.", type)
    : t("grade returns {0} here and not a number: a row that comes here is errored. Return a float.", type);
  return { severity: "warning", message };
}

/** That a branch is missing may be only what it looks like. */
function noReturnWords(every: boolean): SeverityAndMessage {
  if (every) {
    const message = t(
      "grade ends without returning a number, so it returns None, and every row is errored. Return a float.",
    );
    return { severity: "warning", message };
  }
  const message = t(
    "grade may come to its end without a return: it then returns None, and the row is errored.",
  );
  return { severity: "information", message };
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
