import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import type { LineIndex } from "../json/lines";
import { ProviderError, type GraderProvider } from "../provider/provider";
import { checked, skipped, type Check } from "./check";
import { textPlace } from "./textPlace";

/** Who can be asked what it thinks of the grader, or why nobody is asked. */
export type ProviderChoice =
  | { readonly kind: "ask"; readonly provider: GraderProvider }
  | { readonly kind: "skip"; readonly reason: string };

/** The provider's own validate. */
export async function providerCheck(
  document: GraderDocument,
  choice: ProviderChoice,
  isValid: boolean,
  lines: LineIndex,
  signal: AbortSignal,
): Promise<Check> {
  const title = t("Provider");
  if (choice.kind === "skip") return skipped("provider", title, choice.reason);
  const { provider } = choice;
  if (!isValid)
    return skipped("provider", title, t("{0} was not asked: correct the grader first.", provider.label));
  try {
    const { problems } = await provider.validate(document, signal);
    const findings = problems.map(({ code, severity, message, range }) => ({
      code,
      severity,
      message,
      place: textPlace("grader", lines, range),
    }));
    const summary =
      problems.length === 0
        ? t("{0} takes the grader.", provider.label)
        : t("{0} refuses the grader.", provider.label);
    return checked("provider", title, findings, summary);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const reason = [error.message, error.details.mend].filter(Boolean).join(" ");
    const summary = t("{0} gave no answer: {1}", provider.label, reason);
    if (NOT_ASKED.has(error.reason)) return skipped("provider", title, summary);
    return { id: "provider", title, state: "warned", summary, findings: [] };
  }
}

/** What keeps a provider from being asked at all; the user sets it up, or did not want it. */
const NOT_ASKED: ReadonlySet<ProviderError["reason"]> = new Set([
  "key-missing",
  "not-configured",
  "consent-missing",
  "untrusted",
]);
