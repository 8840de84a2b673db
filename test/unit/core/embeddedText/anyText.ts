import fc from "fast-check";

/** Any text, in which what editors and files change comes up often. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\ufeff",
        "\ud83d",
        "\ude00",
        "\ud83d\ude00",
        "\u2028",
        '"',
        "\\",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom("a", "b", "é", "/", "\\n", "\\u00e9", "\0", "\x7f"),
    ),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(""));
