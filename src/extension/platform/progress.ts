import * as vscode from "vscode";

/** A run that ends sooner needs no notification: the panel shows it. */
const QUIET_MS = 700;

/** Runs a task; where it takes a while, a notification says so and can cancel it. */
export async function withLateProgress<T>(
  title: string,
  controller: AbortController,
  task: () => Promise<T>,
): Promise<T> {
  const running = task();
  const settled = running.then(
    () => true,
    () => true,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_progress, token) => {
        token.onCancellationRequested(() => {
          controller.abort(new vscode.CancellationError());
        });
        return settled;
      },
    );
  }, QUIET_MS);
  void settled.then(() => {
    clearTimeout(timer);
  });
  return running;
}
