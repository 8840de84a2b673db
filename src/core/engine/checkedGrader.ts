import { t } from "@vscode/l10n";
import { wireGrader } from "../grader/document";
import { GRADER_TYPES, isGraderType, type Grader } from "../grader/types";
import { toPlain, type JsonObject } from "../json/value";
import { ProviderError } from "../provider/provider";
import { oncePer } from "../remember";
import { firstGraderError } from "../validate/schema";
import { limitFaults } from "../validate/rules/limits";

/**
 * A grader that the schema refuses is never run: its fields could be of any type. Checked once for all its samples.
 * @throws ProviderError naming the first fault
 */
export const checkedGrader: (root: JsonObject) => Grader = oncePer((root) => {
  const wire = wireGrader(root);
  const type = wire.get("type");
  if (!isGraderType(type)) {
    throw new ProviderError("rejected", t("The grader's type must be one of {0}.", GRADER_TYPES.join(", ")));
  }
  const plain = toPlain(wire);
  const fault = firstGraderError(plain);
  if (fault !== undefined)
    throw new ProviderError("rejected", fault, { mend: t("Validate the grader to see every finding.") });
  const [over] = limitFaults({ root: wire });
  if (over) throw new ProviderError("rejected", over.message);
  return plain as unknown as Grader;
});
