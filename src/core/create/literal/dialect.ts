/** What strings mean differs between languages that otherwise look the same. */
export type Dialect = "ruby" | "php" | "csharp" | "java" | "go" | "other";

const SIGNS: readonly (readonly [Dialect, RegExp])[] = [
  ["php", /<\?php|\$\w+\s*=\s*(?:\[|array\()|['"]\s*=>\s*(?:['"[$]|array\()[^]*;\s*$/],
  ["ruby", /(?:\w|['"])\s*:\s+:["'\w]|:\w+\s*=>|^[ \t]*(?:require|puts|end)\b(?!\s*[(=])|\b\w+::\w+\.new\b/m],
  [
    "csharp",
    /\bnew\s*(?:\[\s*\]\s*)?\{|\bnew\s+[\w.]+(?:<[^>\n]*>)?\s*(?:\(\s*\)\s*)?\{|\$?@"|\busing System\b/,
  ],
  ["java", /\bMap\.(?:of|entry)\b|\.builder\(\)|\bList\.of\b|\bpublic (?:static|class)\b/],
  ["go", /\bmap\[string\]|\[\]\w+\{|:=|^package \w+/m],
];

/** The language that a text seems to be of, where it matters; a guess by its own signs. */
export function dialectOf(text: string): Dialect {
  return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? "other";
}

/** Whether strings in ordinary quotes may go on over several lines. */
export function hasLongStrings(dialect: Dialect): boolean {
  return dialect === "ruby" || dialect === "php";
}

/** Whether a backslash in single quotes is a character, but before a quote or another backslash. */
export function isRawInSingleQuotes(dialect: Dialect): boolean {
  return dialect === "ruby" || dialect === "php";
}
