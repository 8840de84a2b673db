// Part of the entry: registers for services.ts, which it loads at the first question about a grader.
import * as vscode from "vscode";
import { TOKEN_TYPES } from "../../core/highlight/tokens";
import { embeddedPatterns } from "../platform/embeddedFiles";
import { isGraderDocument } from "../documents/graderDocuments";
import { graderSelector } from "../documents/selectors";
import type { formulaHelp } from "./formulaHelp";
import type { FormulaHover } from "./formulaHover";
import type { graderSemanticTokens } from "./semanticTokens";
import type { TemplateHelp } from "./templateHelp";

/** What this part needs of the services. */
interface HelpServices {
  readonly templateHelp: TemplateHelp;
  readonly formulaHelp: typeof formulaHelp;
  readonly formulaHover: FormulaHover;
  readonly graderSemanticTokens: typeof graderSemanticTokens;
}

/** Completion, hover, signatures, rename and colours in the templates and formulas of graders. */
export function registerGraderHelp(load: () => Promise<HelpServices>): vscode.Disposable[] {
  const selector = graderSelector(embeddedPatterns());
  // An untitled document may be any JSON, which shall cost nothing.
  const loadFor = (document: vscode.TextDocument) => (isGraderDocument(document) ? load() : undefined);
  return [
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: async (document, position) => {
          const help = await loadFor(document);
          const variables = await help?.templateHelp.provideCompletionItems(document, position);
          return variables ?? help?.formulaHelp.provideCompletionItems(document, position);
        },
      },
      ...["{", ".", "[", "(", ","],
    ),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        const help = await loadFor(document);
        return (
          (await help?.templateHelp.provideHover(document, position)) ??
          (await help?.formulaHover.provideHover(document, position))
        );
      },
    }),
    vscode.languages.registerDocumentSemanticTokensProvider(
      selector,
      {
        provideDocumentSemanticTokens: async (document) =>
          (await loadFor(document))?.graderSemanticTokens.provideDocumentSemanticTokens(document),
      },
      new vscode.SemanticTokensLegend([...TOKEN_TYPES]),
    ),
    vscode.languages.registerSignatureHelpProvider(
      selector,
      {
        provideSignatureHelp: async (document, position) =>
          (await loadFor(document))?.formulaHelp.provideSignatureHelp(document, position),
      },
      ...["(", ","],
    ),
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition: async (document, position) =>
        (await loadFor(document))?.formulaHelp.provideDefinition(document, position),
    }),
    vscode.languages.registerReferenceProvider(selector, {
      provideReferences: async (document, position, context) =>
        (await loadFor(document))?.formulaHelp.provideReferences(document, position, context),
    }),
    vscode.languages.registerRenameProvider(selector, {
      prepareRename: async (document, position) =>
        (await load()).formulaHelp.prepareRename(document, position),
      provideRenameEdits: async (document, position, name) =>
        (await load()).formulaHelp.provideRenameEdits(document, position, name),
    }),
  ];
}
