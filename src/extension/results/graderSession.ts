import type * as vscode from "vscode";
import type { LocatedSample } from "../../core/dataset/rows";
import type { Problem } from "../../core/validate/problem";
import type { RunRecord } from "./runRecord";

/** The samples file that pairs with a grader, as last read. */
export interface PairedSamples {
  readonly uri: vscode.Uri;
  /** The file's text, which the rows' ranges count in. */
  readonly text: string;
  readonly rows: readonly LocatedSample[];
  readonly problems: readonly Problem[];
}

/** What is known of one grader while the window is open: its samples and their latest results. */
export class GraderSession {
  paired: PairedSamples | undefined;
  /** Latest result of each row of the paired file. */
  readonly rowResults = new Map<number, RunRecord>();
  /** Rows that could not be asked, with the reason. */
  readonly rowFailures = new Map<number, string>();
  readonly runningRows = new Set<number>();
  batchRunning = false;
  /** The grader's text of the results above; another text empties them. */
  private resultsText: string | undefined;

  constructor(readonly uri: vscode.Uri) {}

  /** Results of an older text are no results of this grader. */
  useText(text: string): void {
    if (text === this.resultsText) return;
    this.resultsText = text;
    this.rowResults.clear();
    this.rowFailures.clear();
  }
}

export class GraderSessions {
  private readonly sessions = new Map<string, GraderSession>();

  for(uri: vscode.Uri): GraderSession {
    const key = uri.toString();
    const session = this.sessions.get(key) ?? new GraderSession(uri);
    this.sessions.set(key, session);
    return session;
  }
}
