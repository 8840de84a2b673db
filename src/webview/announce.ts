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
      return view.summary;
    case "run": {
      const { text, errored, passed } = view.reward;
      if (errored) return `Errored: ${view.failures.map(({ title }) => title).join(", ")}`;
      return [`Reward ${text}, scored`, ...(passed ? [passed.text] : [])].join(", ");
    }
  }
}
