export interface PanelPage {
  /** The webview's own source, for styles and fonts. */
  readonly cspSource: string;
  /** Random, of letters and digits; the only script with it runs. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly codiconCssUri: string;
}

/** The panel's page: one script, no inline style, nothing from elsewhere (design.md "Safety"). */
export function panelHtml({ cspSource, nonce, scriptUri, codiconCssUri }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Grader Result</title>
    <link rel="stylesheet" href="${escapeAttribute(codiconCssUri)}" id="vscode-codicon-stylesheet">
  </head>
  <body>
    <graders-panel></graders-panel>
    <script nonce="${nonce}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
