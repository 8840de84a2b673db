import { visibleLine, visibleName } from "./visible";

/**
 * A text for VS Code's messages, which make links of `[words](address)` wherever they stand in them, and of addresses
 * that are commands too: none comes of this, and nothing in it is hidden.
 */
export function linkless(text: string): string {
  return visibleLine(text.replace(/\s+/g, " ")).replace(/\](?=\()/g, "] ");
}

/** A text for a title in which VS Code draws icons: `$(name)` of somebody else's stays what it is. */
export function iconless(text: string): string {
  return visibleName(text).replace(/\$(?=\([a-z0-9-]+(?:~[a-z]+)?\))/gi, "\\$");
}
