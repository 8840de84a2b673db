import { css } from "lit";

export const stripStyles = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: 24px;
    margin-inline-end: -6px;
  }
  .head h2 {
    font-weight: normal;
    color: var(--dim);
  }
  .cells {
    display: grid;
    grid-template-columns: repeat(auto-fill, 72px);
    gap: 3px;
    max-block-size: 177px;
    margin: 0 -3px;
    padding: 3px;
    overflow: auto;
    overscroll-behavior: contain;
    scroll-snap-type: y proximity;
    scroll-padding: 3px;
  }
  .cell {
    --fraction: 0;
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 2px;
    block-size: 24px;
    padding: 0 3px;
    font-size: 12px;
    border: 1px solid var(--line);
    border-radius: 3px;
    cursor: pointer;
    user-select: none;
    scroll-snap-align: start;
  }
  .cell > span:not(.icon) {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .cell .icon {
    font-size: 12px;
    inline-size: 12px;
    block-size: 12px;
    vertical-align: 0;
  }
  .cell.errored .icon,
  .cell.running .icon {
    font-size: 14px;
    inline-size: 14px;
    block-size: 14px;
  }
  /* The shade, and the same as a length for who does not see shades. */
  .cell.scored::before,
  .cell.scored::after {
    content: "";
    position: absolute;
    z-index: -1;
    border-radius: 2px;
    background: var(--vscode-progressBar-background);
  }
  .cell.scored {
    z-index: 0;
  }
  .cell.scored::before {
    inset: 0;
    opacity: calc(var(--fraction) * 0.28);
  }
  .cell.scored::after {
    inset-block-end: 0;
    inset-inline-start: 0;
    block-size: 2px;
    inline-size: calc(var(--fraction) * 100%);
  }
  .cell.errored {
    border-style: dashed;
    border-color: var(--vscode-problemsErrorIcon-foreground);
  }
  .cell.none,
  .cell.no-output {
    color: var(--dim);
  }
  .cell:hover {
    border-color: var(--vscode-foreground);
  }
  .cell[aria-selected="true"] {
    font-weight: 600;
    border: 2px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .cell:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;
