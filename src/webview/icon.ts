import { css, html, type TemplateResult } from "lit";

/** Code points of codicon.css, which the page links; a unit test holds them to it. */
export const GLYPHS = {
  add: "\uea60",
  beaker: "\uea79",
  check: "\ueab2",
  "chevron-down": "\ueab4",
  "chevron-left": "\ueab5",
  "chevron-right": "\ueab6",
  "circle-slash": "\ueabd",
  close: "\uea76",
  copy: "\uebcc",
  "debug-stop": "\uead7",
  edit: "\uea73",
  error: "\uea87",
  "go-to-file": "\uea94",
  history: "\uea82",
  info: "\uea74",
  lightbulb: "\uea61",
  loading: "\ueb19",
  pass: "\ueba4",
  remove: "\ueb3b",
  refresh: "\ueb37",
  "run-all": "\ueb9e",
  warning: "\uea6c",
} as const;

export type IconName = keyof typeof GLYPHS;

/** A codicon beside words that say the same; the font is the page's, so that shadow roots load nothing. */
export function icon(name: IconName, tone: "error" | "warning" | "info" | "pass" | "" = ""): TemplateResult {
  return html`<span class="icon ${tone} glyph-${name}" data-glyph=${GLYPHS[name]} aria-hidden="true"></span>`;
}

export const iconStyles = css`
  .icon {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    inline-size: 16px;
    block-size: 16px;
    font: normal 16px/1 codicon;
    vertical-align: -3px;
    user-select: none;
  }
  .icon::before {
    content: attr(data-glyph);
  }
  .icon.error {
    color: var(--vscode-problemsErrorIcon-foreground, var(--vscode-editorError-foreground));
  }
  .icon.warning {
    color: var(--vscode-problemsWarningIcon-foreground, var(--vscode-editorWarning-foreground));
  }
  .icon.info {
    color: var(--vscode-problemsInfoIcon-foreground, var(--vscode-editorInfo-foreground));
  }
  .icon.pass {
    color: var(--vscode-charts-green);
  }
  .icon.glyph-loading {
    animation: spin 1.5s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .icon.glyph-loading {
      animation: none;
    }
  }
`;
