/** The extension under test: its exports, its view, and settings that a suite changes for a while. */
import * as vscode from "vscode";
import type { PanelView } from "../../../src/core/report/panel/panelView";
import type { Services } from "../../../src/extension/services";
import { eventually } from "./runner";

interface Exports {
  readonly services: () => Promise<Services>;
}

export async function services(): Promise<Services> {
  const extension = vscode.extensions.getExtension<Exports>("graders.graders");
  if (!extension) throw new Error("The extension is not there.");
  return (await extension.activate()).services();
}

/** Waits until the panel shows a view that `is` accepts. */
export async function viewBecomes<Kind extends PanelView["kind"]>(
  kind: Kind,
  is: (view: Extract<PanelView, { kind: Kind }>) => boolean = () => true,
  limitMs?: number,
): Promise<Extract<PanelView, { kind: Kind }>> {
  const { panel } = await services();
  return eventually(
    `the panel's view "${kind}"`,
    () => {
      const { view } = panel;
      const wanted = view as Extract<PanelView, { kind: Kind }>;
      return view.kind === kind && is(wanted) ? wanted : undefined;
    },
    limitMs,
  );
}

/** Sets user settings; give `undefined` to take one back. */
export async function setUserSettings(values: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("graders");
  for (const [key, value] of Object.entries(values)) {
    await configuration.update(key, value, vscode.ConfigurationTarget.Global);
  }
}
