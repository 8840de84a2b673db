import { t } from "@vscode/l10n";
import type { PanelView } from "../core/report/panel/panelView";

/** A new view in a sentence, for screen readers. */
export function announcement(view: PanelView): string {
  switch (view.kind) {
    case "empty":
      return "";
    case "running":
      return `${view.activity}…`;
    case "failure":
      return `${view.title}. ${view.message}`;
    case "validation":
    case "preflight":
      return view.summary;
    case "run": {
      const { text, errored, passed } = view.reward;
      if (errored) return t("Errored: {0}", view.failures.map(({ title }) => title).join(", "));
      return [t("Reward {0}, scored", text), ...(passed ? [passed.text] : [])].join(", ");
    }
  }
}
