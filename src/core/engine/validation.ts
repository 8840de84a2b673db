import { t } from "@vscode/l10n";
import { wireGrader } from "../grader/document";
import type { JsonObject } from "../json/value";
import type { GraderProvider } from "../provider/provider";
import { inventName } from "./name";

/**
 * The engine's side of Validate, apart from what grades: a window whose engine runs in a thread needs only this.
 * Our own checks found all there is to find; what is left is the name that the service would invent.
 */
export const engineValidation: Pick<GraderProvider, "id" | "label" | "validate"> = {
  id: "engine",
  label: t("engine"),
  validate(document, signal) {
    signal.throwIfAborted();
    const grader = document.root && withName(wireGrader(document.root));
    return Promise.resolve({ problems: [], ...(grader && { grader }) });
  },
};

function withName(grader: JsonObject): JsonObject {
  return grader.has("name") ? grader : new Map([["name", inventName()], ...grader]);
}
