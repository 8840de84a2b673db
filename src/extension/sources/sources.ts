import * as vscode from "vscode";
import type { Link } from "../../core/embeddedText/link";
import type { SampleChoices } from "../samples/sampleChoice";
import { PromptHelp } from "./promptHelp";
import { graderUri } from "../platform/graderUri";
import { tell } from "../platform/tell";
import { backLenses } from "./backLens";
import { LinkedTexts } from "./linkedTexts";
import { lookAfterUnwritten } from "./lookAfterUnwritten";
import { SourceDiagnostics } from "./sourceDiagnostics";
import { SourceEditors } from "./sourceEditors";
import { SourceFolder } from "./sourceFolder";
import { SOURCE_SCHEME } from "./sourceUris";
import { UnwrittenTexts } from "./unwritten";
import { VirtualSources } from "./virtualSources";
import { linkOfVirtual } from "./virtualUri";

/** Texts of graders in editors of their own: Python as Python, prompts as Markdown. */
export class Sources implements vscode.Disposable {
  readonly editors: SourceEditors;
  readonly virtual = new VirtualSources();
  private readonly linked: LinkedTexts;
  private readonly disposables: vscode.Disposable[];

  constructor(
    { globalStorageUri, globalState }: Pick<vscode.ExtensionContext, "globalStorageUri" | "globalState">,
    choices: SampleChoices,
    log: vscode.LogOutputChannel,
  ) {
    const folder = new SourceFolder(globalStorageUri);
    const unwritten = new UnwrittenTexts(globalState);
    this.linked = new LinkedTexts(folder, unwritten, log);
    this.editors = new SourceEditors(folder, this.linked);
    this.disposables = [
      this.virtual,
      this.linked,
      new SourceDiagnostics(this.linked),
      ...this.languageFeatures(folder, choices),
    ];
    lookAfterUnwritten(folder, unwritten).catch((error: unknown) => {
      tell(error, log);
    });
  }

  /**
   * The grader of a text that is open in an editor of its own, once what is unsaved there is in it.
   * @param argument a command's first: the text's URI, or nothing, which means the active editor
   */
  async graderOf(argument: unknown): Promise<vscode.Uri | undefined> {
    const uri = argument ?? vscode.window.activeTextEditor?.document.uri;
    const link = uri instanceof vscode.Uri ? this.linkOf(uri) : undefined;
    if (!link) return undefined;
    const document = await vscode.workspace.openTextDocument(uri as vscode.Uri);
    if (document.isDirty) await document.save();
    await this.linked.of(document.uri)?.sync();
    return graderOf(link);
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private linkOf(uri: vscode.Uri): Link | undefined {
    return this.linked.of(uri)?.link ?? linkOfVirtual(uri);
  }

  private languageFeatures(folder: SourceFolder, choices: SampleChoices): vscode.Disposable[] {
    const anyKind = [{ scheme: "file", pattern: folder.pattern }, { scheme: SOURCE_SCHEME }];
    const prompts = anyKind.map((filter) => ({ ...filter, language: "grader-prompt" }));
    const promptHelp = new PromptHelp(choices, (uri) => {
      const link = this.linkOf(uri);
      return link && graderOf(link);
    });
    const lensesChanged = new vscode.EventEmitter<void>();
    return [
      lensesChanged,
      this.linked.onDidChange(() => {
        lensesChanged.fire();
      }),
      vscode.languages.registerCodeLensProvider(anyKind, {
        onDidChangeCodeLenses: lensesChanged.event,
        provideCodeLenses: async (document) => {
          const link = this.linkOf(document.uri);
          return link ? backLenses(document, link) : [];
        },
      }),
      vscode.languages.registerCompletionItemProvider(prompts, promptHelp, "{", ".", "["),
      vscode.languages.registerHoverProvider(prompts, promptHelp),
    ];
  }
}

function graderOf({ document, grader }: Link): vscode.Uri {
  return graderUri(vscode.Uri.parse(document), grader);
}
