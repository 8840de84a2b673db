import { visibleLine } from "./visible";

/**
 * A text for VS Code's messages, which make links of `[words](address)` wherever they stand in them, and of addresses
 * that are commands too: none comes of this, and nothing in it is hidden.
 */
export function linkless(text: string): string {
  return visibleLine(text.replace(/\s+/g, " ")).replace(/\](?=\()/g, "] ");
}
