import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Markdown } from "../../../src/core/markdown";
import { visibleLine, visibleLines } from "../../../src/core/visible";
import { attributesIn, elementsIn, renderings, textIn } from "../../support/renderedMarkdown";

const AWKWARD = [
  ...Array.from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  ...Array.from(" \n\r\t\u00a0\u200b\u2028\u202e\u001b\0a1w"),
  ...[
    "![x](https://x.example/p.png)",
    "[x](command:a)",
    "<img src=x>",
    "<https://x.example>",
    "https://x.example",
  ],
  ...[
    "www.x.example",
    "a@x.example",
    "mailto:a@x.example",
    "x.example",
    "```",
    "~~~",
    "    ",
    "\n\n",
    "  \n",
  ],
  ...[
    "$(check)",
    "1. ",
    "1) ",
    "- ",
    "+ ",
    "* ",
    "# ",
    "> ",
    "---",
    "===",
    "| a |",
    "[ ] ",
    "[^1]",
    "[x]: y",
    "&lt;",
  ],
  ...[
    "&#x3c;",
    "<!--",
    "<?",
    "**",
    "__",
    "~~",
    "\\",
    "\\`",
    "ftp://x",
    "javascript:x",
    "http:",
    "//x.example",
  ],
];

const theirs = fc
  .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: "grapheme", maxLength: 3 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

/** As it is to be shown: on one line, with what is hidden made visible. */
const shown = (text: string) => visibleLine(text.replace(/\s+/g, " ").trim());

/** These elements, none with an attribute, and the texts as they are. */
function expectOnly(markdown: Markdown, elements: readonly string[], ...texts: readonly string[]): void {
  for (const html of renderings(markdown.source)) {
    expect(
      [...elementsIn(html)].filter((name) => !elements.includes(name)),
      html,
    ).toEqual([]);
    expect(attributesIn(html), html).toEqual([]);
    for (const text of texts) expect(textIn(html)).toContain(text);
  }
}

const SETTINGS = { numRuns: 400 };

describe("of any text comes", () => {
  test("only itself", () => {
    fc.assert(
      fc.property(theirs, (text) => expectOnly(Markdown.text(text), ["p"], shown(text))),
      SETTINGS,
    );
  });

  test("only code", () => {
    fc.assert(
      fc.property(theirs, (text) => expectOnly(Markdown.code(text), ["p", "code"], shown(text))),
      SETTINGS,
    );
  });

  test("only a block of code", () => {
    fc.assert(
      fc.property(theirs, (text) => expectOnly(Markdown.block(text), ["pre", "code"], visibleLines(text))),
      SETTINGS,
    );
  });

  test("only text and code in a sentence, whatever stands beside it", () => {
    const pieces = fc.constantFrom(
      (text: string) => Markdown.text(text),
      (text: string) => Markdown.code(text),
    );
    const sentence = fc.constantFrom(
      "{0}{1}",
      "{0} {1}",
      "In {0}: {1}.",
      "{0}:{1}",
      "{1}//{0}",
      "www.{0}{1}",
    );
    fc.assert(
      fc.property(sentence, pieces, pieces, theirs, theirs, (words, one, other, a, b) =>
        expectOnly(Markdown.sentence(words, one(a), other(b)), ["p", "code"], shown(a), shown(b)),
      ),
      SETTINGS,
    );
  });

  test("only paragraphs, list items and cells", () => {
    fc.assert(
      fc.property(theirs, theirs, theirs, (a, b, c) => {
        const [one, other] = [Markdown.text(a), Markdown.code(b)];
        expectOnly(Markdown.list([one, other]), ["ul", "li", "code", "p"], shown(a), shown(b));
        expectOnly(
          Markdown.paragraphs(one, Markdown.block(b), other),
          ["p", "pre", "code"],
          shown(a),
          shown(b),
          visibleLines(b),
        );
        expectOnly(
          Markdown.table(
            ["a", "b"],
            [
              [a, b],
              [c, a],
            ],
          ),
          ["table", "thead", "tbody", "tr", "th", "td"],
          shown(a),
          shown(b),
          shown(c),
        );
        expectOnly(Markdown.heading(a), ["h3"], shown(a));
        expectOnly(Markdown.words([Markdown.strong(a), one]), ["p", "strong"], shown(a));
      }),
      SETTINGS,
    );
  });
});
