import { css } from "lit";

export const whyStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .sides {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    background: var(--surface);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    padding: 4px 0;
  }
  .side {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: baseline;
  }
  .label {
    padding: 2px 0 2px 10px;
    color: var(--dim);
  }
  .side > :last-child {
    padding: 2px 10px;
  }
  .text {
    max-block-size: 320px;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.6;
    font-family: var(--vscode-editor-font-family);
    font-feature-settings: var(--vscode-editor-font-feature-settings);
    font-size: 0.95em;
    color: var(--vscode-editor-foreground);
    tab-size: 4;
  }
  mark {
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 4px;
    border-radius: 2px;
  }
  .left mark {
    background: var(--vscode-diffEditor-removedTextBackground, transparent);
    outline: 1px dashed var(--vscode-diffEditor-removedTextBorder, transparent);
  }
  .right mark {
    background: var(--vscode-diffEditor-insertedTextBackground, transparent);
    outline: 1px dashed var(--vscode-diffEditor-insertedTextBorder, transparent);
  }
  mark.first {
    border-inline-start: 2px solid var(--vscode-editorWarning-foreground);
    padding-inline-start: 1px;
  }
  mark.invisible {
    margin: 0 2px;
    padding: 0 4px;
    font-family: var(--vscode-font-family);
    font-size: 0.9em;
    text-decoration: none;
    border: 1px solid var(--vscode-editorUnicodeHighlight-border, currentColor);
  }
  mark.invisible.same {
    background: none;
    border-style: dotted;
  }
  @container (min-width: 720px) {
    .sides.many-lines {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .many-lines .side {
      display: block;
      grid-column: auto;
      min-inline-size: 0;
    }
    .many-lines .right {
      border-inline-start: 1px solid var(--line);
    }
  }
`;
