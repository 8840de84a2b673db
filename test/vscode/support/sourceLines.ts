import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { relative, resolve } from "node:path";

const PLACE_IN_BUNDLE = /([^\s()]+\.cjs):(\d+):(\d+)/g;

/**
 * A stack with the places of the suites' sources instead of their bundles': VS Code formats stacks itself, and
 * so without source maps. They must have been switched on before the bundles were loaded.
 */
export function withSourceLines(stack: string): string {
  return stack.replace(PLACE_IN_BUNDLE, (place: string, file: string, line: string, column: string) => {
    const entry = findSourceMap(resolve(file))?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return place;
    const source = entry.originalSource.startsWith("file:")
      ? fileURLToPath(entry.originalSource)
      : entry.originalSource;
    return `${relative(process.cwd(), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
