import type { Random } from "./random";

/** What trips readers of JSON, templates, formulas and texts up. */
const PIECES = [
  ...[
    "{{",
    "}}",
    "{{item.",
    "{{ sample.output_text }}",
    '{{item[\\"a b\\"][0]}}',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
  ],
  ...['"', '\\"', "\\", "\\\\", "\\u00e9", "\\ud83d", "\\ude00", "\\u007b", "\\n", "\\x", "\\u12"],
  ...["é", "😀", "\ud83d", "\u2028", "\ufeff", "\u0000", "\t", "\n", "\r\n", " "],
  ...[
    "1e999",
    "-0",
    "1.0",
    "12345678901234567890",
    "null",
    "true",
    "//",
    "/*",
    "*/",
    "__proto__",
    "constructor",
  ],
  ...["+", "-", "*", "/", "^", "**", "(", ")", "min(", "max(1,", "log(0)", "exact", ".5", "1e", "%"],
  ...['"type": "multi"', '"type": "python"', '"graders": {}', '"calculate_output": "a"', '"": ""'],
  ...["def grade(sample, item):", "]]", "[".repeat(40), "(".repeat(40), "{{".repeat(20)],
] as const;

type Mutation = (text: string, random: Random, other: string) => string;

function slice(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + 1 + random.below(random.of([4, 40, 400])))];
}

function splice(text: string, start: number, end: number, piece: string): string {
  return text.slice(0, start) + piece + text.slice(end);
}

const MUTATIONS: readonly Mutation[] = [
  (text, random) => splice(text, ...slice(text, random), ""),
  (text, random) => {
    const [start, end] = slice(text, random);
    return splice(text, end, end, text.slice(start, end));
  },
  (text, random) => {
    const [start] = slice(text, random);
    return splice(text, start, start, random.of(PIECES));
  },
  (text, random) => splice(text, ...slice(text, random), random.of(PIECES)),
  (text, random) => {
    const [start] = slice(text, random);
    return splice(text, start, start + 1, String.fromCharCode(random.below(random.of([0x80, 0x10000]))));
  },
  (text, random, other) => splice(text, ...slice(text, random), other.slice(...slice(other, random))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
];

/** A text with a few things wrong with it. */
export function mutate(seeds: readonly string[], random: Random): string {
  let text = random.of(seeds);
  for (let count = random.of([1, 1, 2, 4, 12]); count > 0; count--)
    text = random.of(MUTATIONS)(text, random, random.of(seeds));
  return text;
}
