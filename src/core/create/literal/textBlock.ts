import type { Dialect } from "./dialect";

/**
 * What C# and Java mean by `"""`: the line break behind the quotes is not theirs, and the blanks that all lines begin
 * with are taken off; in C# those of the closing quotes, and the break before these too.
 */
export function textBlock<Part>(
  parts: readonly (string | Part)[],
  quote: string,
  dialect: Dialect,
): readonly (string | Part)[] {
  const [first] = parts;
  if (quote !== '"""' || (dialect !== "csharp" && dialect !== "java")) return parts;
  if (typeof first !== "string" || !/^[ \t]*\n/.test(first)) return parts;
  const isText = (part: string | Part): part is string => typeof part === "string";
  const lines = parts.filter(isText).flatMap((part) => part.split("\n").slice(1));
  const last = lines.at(-1) ?? "";
  const indents = lines
    .filter((line, index) => line.trim() !== "" || index === lines.length - 1)
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = dialect === "csharp" ? last.length : Math.min(...indents);
  return parts.map((part, index) => {
    if (!isText(part)) return part;
    const [head = "", ...tail] = part.split("\n");
    const text = [index === 0 ? "" : head, ...tail.map((line) => line.slice(indent))].join("\n");
    const opened = index === 0 ? text.replace(/^\n/, "") : text;
    return dialect === "csharp" && index === parts.length - 1 ? opened.replace(/\n$/, "") : opened;
  });
}
