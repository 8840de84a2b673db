import type { Layout } from "../edit/layout";

type Indentation = Pick<Layout, "indent" | "unit" | "lineEnd">;

/** A value's own text at another place: its lines keep their order and comments, and get that place's indentation. */
export function reindented(text: string, from: Layout, to: Indentation): string {
  const [first = "", ...lines] = text.split(/\r\n|\n|\r/);
  return [first, ...lines.map((line) => movedLine(line, from, to))].join(to.lineEnd);
}

function movedLine(line: string, from: Indentation, to: Indentation): string {
  if (line.trim() === "") return "";
  const own = line.startsWith(from.indent) ? line.slice(from.indent.length) : line.trimStart();
  let levels = 0;
  while (own.startsWith(from.unit, levels * from.unit.length)) levels++;
  return to.indent + to.unit.repeat(levels) + own.slice(levels * from.unit.length);
}
