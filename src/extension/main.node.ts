// The entry: small, so that opening any JSON file costs nothing. It registers what VS Code must know at once
// and loads the rest (services.ts) at the first grader or samples document, or the first command.
import * as vscode from "vscode";
import { isSamplesFileName } from "../core/grader/fileNames";
import { registerTools } from "./agents/registerTools";
import { COMMANDS } from "./platform/commandNames";
import { canBeGrader, isGraderDocument } from "./documents/graderDocuments";
import { registerGraderHelp } from "./language/graderHelp";
import type { Services } from "./services";
import { graderSelector, SAMPLE_ROWS_SELECTOR } from "./documents/selectors";
import { registerSources } from "./sources/registerSources";
import { isSourceFile, SOURCE_SCHEME, sourcesRoot } from "./sources/sourceUris";
import { UnwrittenTexts } from "./sources/unwritten";
import { embeddedPatterns, onEmbeddedFilesChange } from "./platform/embeddedFiles";
import { inBackground } from "./platform/background";
import { giveWords } from "./platform/displayLanguage";

let services: Promise<Services> | undefined;

/** Called by VS Code. @returns what tests and other extensions may use */
export function activate(context: vscode.ExtensionContext): { services: () => Promise<Services> } {
  giveWords();
  const load = () =>
    (services ??= import("./services").then(({ createServices }) => createServices(context)));
  context.subscriptions.push(
    ...COMMANDS.map((name) =>
      vscode.commands.registerCommand(`graders.${name}`, async (...args: unknown[]) =>
        (await load()).execute(name, args),
      ),
    ),
    ...whileSelected(() => [...languageFeatures(load), ...registerGraderHelp(load)]),
    ...registerSources(load),
    ...registerTools(load),
    vscode.window.registerWebviewPanelSerializer("graders.result", {
      deserializeWebviewPanel: async (panel) => {
        (await load()).restorePanel(panel);
      },
    }),
    ...watchDocuments(load, sourcesRoot(context.globalStorageUri)),
  );
  if (new UnwrittenTexts(context.globalState).all.length > 0) inBackground(load());
  return { services: load };
}

export async function deactivate(): Promise<void> {
  await (await services)?.dispose();
}

const { QuickFix, RefactorExtract, RefactorRewrite, SourceFixAll } = vscode.CodeActionKind;
const FIX_KINDS = [QuickFix, SourceFixAll.append("graders")];

/** Registers anew where the user changes which files have graders in them. */
function whileSelected(register: () => vscode.Disposable[]): vscode.Disposable[] {
  let registered = vscode.Disposable.from(...register());
  return [
    onEmbeddedFilesChange(() => {
      registered.dispose();
      registered = vscode.Disposable.from(...register());
    }),
    new vscode.Disposable(() => {
      registered.dispose();
    }),
  ];
}

function languageFeatures(load: () => Promise<Services>): vscode.Disposable[] {
  const selector = graderSelector(embeddedPatterns());
  const lensesChanged = new vscode.EventEmitter<void>();
  return [
    lensesChanged,
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) => {
        // An untitled document may be any JSON, which shall cost nothing.
        if (!isGraderDocument(document)) return [];
        const { lenses } = await load();
        lenses.onDidRefresh = () => {
          lensesChanged.fire();
        };
        return lenses.provideCodeLenses(document);
      },
    }),
    vscode.languages.registerCodeActionsProvider(
      [...selector, ...SAMPLE_ROWS_SELECTOR],
      {
        provideCodeActions: async (document, range, context) =>
          isOurs(document) ? (await load()).problemFixes.provideCodeActions(document, range, context) : [],
        resolveCodeAction: async (action) => (await load()).problemFixes.resolveCodeAction(action),
      },
      { providedCodeActionKinds: FIX_KINDS },
    ),
    vscode.languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: async (document, ...args) =>
          isGraderDocument(document)
            ? (await load()).graderRefactorings.provideCodeActions(document, ...args)
            : [],
      },
      { providedCodeActionKinds: [RefactorExtract, RefactorRewrite] },
    ),
    vscode.languages.registerCompletionItemProvider(
      SAMPLE_ROWS_SELECTOR,
      {
        provideCompletionItems: async (...args) =>
          (await load()).sampleRowCompletion.provideCompletionItems(...args),
      },
      '"',
      ":",
    ),
    vscode.languages.registerHoverProvider(SAMPLE_ROWS_SELECTOR, {
      provideHover: async (...args) => (await load()).sampleRowHover.provideHover(...args),
    }),
  ];
}

function isOurs(document: vscode.TextDocument): boolean {
  return isGraderDocument(document) || isSamplesFileName(document.uri.path);
}

/** Loads the services at the first document that is ours, and keeps the key that menus and keys ask. */
function watchDocuments(load: () => Promise<Services>, sources: vscode.Uri): vscode.Disposable[] {
  const isSource = ({ uri }: vscode.TextDocument) =>
    isSourceFile(sources, uri) || uri.scheme === SOURCE_SCHEME;
  const look = (document: vscode.TextDocument) => {
    if (!services && (isOurs(document) || isSource(document))) inBackground(load());
  };
  const setActive = () => {
    const document = vscode.window.activeTextEditor?.document;
    inBackground(
      vscode.commands.executeCommand(
        "setContext",
        "graders.activeIsGrader",
        document !== undefined && (canBeGrader(document) || isSource(document)),
      ),
    );
  };
  vscode.workspace.textDocuments.forEach(look);
  setActive();
  return [
    // A document of another language is opened anew, and stays in its editor.
    vscode.workspace.onDidOpenTextDocument((document) => {
      look(document);
      setActive();
    }),
    onEmbeddedFilesChange(() => {
      setActive();
      vscode.workspace.textDocuments.forEach(look);
    }),
    vscode.window.onDidChangeActiveTextEditor(setActive),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== vscode.window.activeTextEditor?.document) return;
      setActive();
      look(document);
    }),
  ];
}
