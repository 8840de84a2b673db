import { css } from "lit";
import { iconStyles } from "./icon";

const base = css`
  :host {
    display: block;
    --line: var(--vscode-widget-border, var(--vscode-panel-border, transparent));
    --dim: var(--vscode-descriptionForeground);
    --surface: var(--vscode-textCodeBlock-background);
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h1,
  h2,
  h3 {
    font-size: inherit;
    font-weight: 600;
  }
  .dim {
    color: var(--dim);
  }
  .mono,
  code,
  pre {
    font-family: var(--vscode-editor-font-family);
    font-feature-settings: var(--vscode-editor-font-feature-settings);
    font-size: 0.95em;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  /* Words of other languages are longer. */
  vscode-button {
    max-inline-size: 100%;
  }
  vscode-button::part(base) {
    white-space: normal;
    text-align: start;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .message {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .with-icon {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .with-icon > .icon {
    position: relative;
    inset-block-start: 3px;
  }
`;

const buttons = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: none;
    margin: 0;
    padding: 0;
    cursor: pointer;
    text-align: start;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .link {
    color: var(--vscode-textLink-foreground);
    overflow-wrap: anywhere;
    border-radius: 2px;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .quiet {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 4px;
    min-block-size: 22px;
    min-inline-size: 22px;
    padding: 0 5px;
    border: 1px solid transparent;
    border-radius: 5px;
    white-space: nowrap;
  }
  .quiet.only-icon {
    padding: 0 2px;
  }
  .quiet:hover:not([aria-disabled="true"]) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .quiet:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .quiet[aria-disabled="true"] {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
`;

const text = css`
  pre {
    margin: 0;
    padding: 6px 10px;
    max-block-size: 360px;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.45;
    color: var(--vscode-editor-foreground);
    background: var(--surface);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
  }
  .facts {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 3px 16px;
  }
  .facts > dt {
    color: var(--dim);
    overflow-wrap: anywhere;
  }
  .facts > dd {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Reset, VS Code's colours and the few things that every component draws. */
export const shared = [base, buttons, text, iconStyles];
