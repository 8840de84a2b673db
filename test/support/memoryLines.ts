import type { LineFile } from "../../src/core/ports";

/** A file of lines in memory; none where there are no lines yet. */
export function memoryLines(lines: string[]): LineFile {
  return {
    read: () => Promise.resolve(lines.length > 0 ? `${lines.join("\n")}\n` : undefined),
    append: (line) => Promise.resolve(void lines.push(line)),
  };
}
