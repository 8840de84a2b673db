import { t } from "@vscode/l10n";

export interface PanelPage {
  /** The webview's own source, for styles and fonts. */
  readonly cspSource: string;
  /** Random, of letters and digits; the only script with it runs. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly codiconCssUri: string;
  /** As the page's `lang` has it. */
  readonly language: string;
  /** Sentences in that language by the English ones; absent for English. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

/** The element whose content is the page's `words`, as JSON. */
export const WORDS_META = "graders-words";

/** The panel's page: one script, no inline style, nothing from elsewhere (security.md "Webview"). */
export function panelHtml(page: PanelPage): string {
  const { cspSource, nonce, scriptUri, codiconCssUri, language, words } = page;
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeAttribute(t("Grader Result"))}</title>${words ? wordsMeta(words) : ""}
    <link rel="stylesheet" href="${escapeAttribute(codiconCssUri)}" id="vscode-codicon-stylesheet">
  </head>
  <body>
    <graders-panel></graders-panel>
    <script nonce="${nonce}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>`;
}

/** Data in an attribute: it can be no script, whatever the words are. */
function wordsMeta(words: NonNullable<PanelPage["words"]>): string {
  return `\n    <meta name="${WORDS_META}" content="${escapeAttribute(JSON.stringify(words))}">`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
