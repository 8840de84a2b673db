import { setImmediate } from "node:timers/promises";
import * as vscode from "vscode";
import type { Problem } from "../../core/validate/problem";
import type { RowValues } from "../../core/validate/rowValues";
import { arranged, checks, liveChecks } from "../../core/validate/validateGrader";
import type { TextRange } from "../../core/json/document";
import { inSlices } from "../../node/slices";
import { isEmbeddedFile, onEmbeddedFilesChange } from "../platform/embeddedFiles";
import { openDocumentOf } from "../platform/graderUri";
import { lintOptions } from "../platform/lintOptions";
import { settings } from "../platform/settings";
import { gradableOf, type OpenGrader } from "../documents/documentGraders";
import type { Activities } from "../runs/activities";
import type { Came } from "../runs/activity";
import type { PairedValues } from "../samples/pairedValues";
import { ProblemDiagnostic, SOURCE } from "../documents/problemDiagnostics";
import { isGraderDocument } from "../documents/graderDocuments";
import { inBackground, later, reportFault } from "../platform/background";

/** Findings stand within 50 ms of the last key; keys that come at once, as of a paste or a rename, are one. */
const DELAY_MS = 20;

interface Found {
  /** Of what is found while typing. */
  live: readonly Problem[];
  /** Of the last Validate, while the text is as it was then. */
  validated:
    | { readonly version: number; readonly grader: TextRange; readonly problems: readonly Problem[] }
    | undefined;
  published: string;
  /** Of the newest look: an older one that is still at work ends. */
  turn: object;
}

/** Undefined where the text has changed meanwhile. */
async function problemsOf(
  document: vscode.TextDocument,
  rows: RowValues | undefined,
  isOver: () => boolean,
): Promise<readonly Problem[] | undefined> {
  // package.json binds the schema to our own file names only: elsewhere its findings are ours to show.
  const find = isEmbeddedFile(document) ? checks : liveChecks;
  const graders = gradableOf(document);
  // Reading a long text is a slice of its own.
  await setImmediate();
  const problems: Problem[] = [];
  for (const { uri, grader } of graders) {
    const options = { ...lintOptions(uri, grader), rows };
    const findings = [];
    for await (const found of inSlices(find(grader, options))) {
      if (isOver()) return undefined;
      findings.push(found);
    }
    problems.push(...arranged(findings, options));
  }
  return problems;
}

/**
 * Problems in grader files. VS Code's JSON service shows the schema's findings by itself; ours are added
 * where it shows none, so that one fault is one entry in Problems (architecture.md "Schema or lint").
 */
export class GraderDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly found = new Map<string, Found>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly paired: PairedValues,
    activities: Activities,
  ) {
    this.disposables = [
      this.collection,
      activities.onEvent((event) => {
        if (event.phase === "ended" && event.came) this.hear(event.came);
      }),
      paired.onDidChange((uri) => {
        const document = openDocumentOf(uri);
        if (document) this.refresh(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.refresh(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.schedule(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.forget(document.uri);
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.publishAgain(uri);
      }),
      ...["target", "provider", "lint.rules"].map((key) =>
        settings.onChange(key, () => {
          this.refreshAll();
        }),
      ),
      onEmbeddedFilesChange(() => {
        this.refreshAll();
      }),
    ];
    this.refreshAll();
  }

  private hear(came: Came): void {
    if (came.kind === "validate") this.showValidated(came.open, came.validation.problems);
    if (came.kind === "preflight") this.showValidated(came.open, came.preflighted.result.problems);
  }

  /** Shows what Validate found, until the text changes. */
  private showValidated({ document, grader }: OpenGrader, problems: readonly Problem[]): void {
    const found = this.foundIn(document.uri);
    const range = grader.base.length > 0 ? grader.json.rangeOf([]) : WHOLE;
    found.validated = { version: document.version, grader: range, problems };
    this.publish(document, found);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private refreshAll(): void {
    for (const document of vscode.workspace.textDocuments) this.refresh(document);
  }

  private schedule(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const timer = later(DELAY_MS, () => {
      this.timers.delete(key);
      if (!document.isClosed) this.refresh(document);
    });
    this.timers.set(key, timer);
  }

  private refresh(document: vscode.TextDocument): void {
    if (isGraderDocument(document)) inBackground(this.look(document));
    else this.forget(document.uri);
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const found = this.foundIn(document.uri);
    const turn = {};
    found.turn = turn;
    const { version } = document;
    // What changes the text has a look of its own to come.
    const isOver = () => found.turn !== turn || document.isClosed || document.version !== version;
    const problems = await problemsOf(document, this.paired.of(document), isOver).catch((fault: unknown) => {
      // What was found before is not of this text; that nothing is found of it, the message says.
      reportFault(fault);
      return isOver() ? undefined : [];
    });
    if (!problems) return;
    found.live = problems;
    this.publish(document, found);
  }

  private foundIn(uri: vscode.Uri): Found {
    const key = uri.toString();
    const found = this.found.get(key) ?? { live: [], validated: undefined, published: "", turn: {} };
    this.found.set(key, found);
    return found;
  }

  private forget(uri: vscode.Uri): void {
    if (this.found.delete(uri.toString())) this.collection.delete(uri);
  }

  private publishAgain(uri: vscode.Uri): void {
    const found = this.found.get(uri.toString());
    const document = openDocumentOf(uri);
    if (found && document) this.publish(document, found);
  }

  private publish(document: vscode.TextDocument, found: Found): void {
    const diagnostics = currentProblems(found, document.version)
      .map((problem) => new ProblemDiagnostic(document, problem))
      .filter((diagnostic) => !isShownByJson(document.uri, diagnostic));
    const published = JSON.stringify(
      diagnostics.map(({ range, problem, severity }) => [
        range.start,
        range.end,
        problem.code,
        severity,
        problem.message,
      ]),
    );
    if (published === found.published) return;
    found.published = published;
    this.collection.set(document.uri, diagnostics);
  }
}

/** What Validate found stands in place of what was found while typing, in the part of the document it looked at. */
function currentProblems({ live, validated }: Found, version: number): readonly Problem[] {
  if (validated?.version !== version) return live;
  const { start, end } = validated.grader;
  return [...live.filter(({ range }) => range.start < start || range.end > end), ...validated.problems];
}

const WHOLE: TextRange = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** Whether the JSON service has an entry of its own for a finding of the JSON text or the schema. */
function isShownByJson(uri: vscode.Uri, { problem, range }: ProblemDiagnostic): boolean {
  if (problem.source !== "json" && problem.source !== "schema") return false;
  return vscode.languages
    .getDiagnostics(uri)
    .some((other) => other.source !== SOURCE && overlaps(other.range, range));
}

function overlaps(a: vscode.Range, b: vscode.Range): boolean {
  return a.intersection(b) !== undefined;
}
