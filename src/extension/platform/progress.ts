import * as vscode from "vscode";
import { linkless } from "../../core/linkless";
import { inBackground, later } from "./background";

/** A run that ends sooner needs no notification: the panel shows it. */
const QUIET_MS = 700;

/** Runs a task; where it takes a while, a notification says so, with what the task says, and can cancel it. */
export async function withLateProgress<T>(
  title: string,
  controller: AbortController,
  task: (say: (message: string) => void) => Promise<T>,
): Promise<T> {
  let said = "";
  let show: (message: string) => void = () => undefined;
  const running = task((message) => {
    said = message;
    show(message);
  });
  const settled = running.then(
    () => true,
    () => true,
  );
  const timer = later(QUIET_MS, () =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: linkless(title), cancellable: true },
      (progress, token) => {
        show = (message) => {
          progress.report({ message: linkless(message) });
        };
        show(said);
        token.onCancellationRequested(() => {
          controller.abort(new vscode.CancellationError());
        });
        return settled;
      },
    ),
  );
  inBackground(
    settled.then(() => {
      clearTimeout(timer);
    }),
  );
  return running;
}
