import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyFilter } from "../../../../src/core/provider/redact";

const KEY = "sk-proj-abcDEFghi/jkl+mnop~4711";
const filter = new KeyFilter([KEY]);

const words = (text: string, key: string) => new KeyFilter([key]).words(text);
const answer = (text: string, key: string) => new KeyFilter([key]).answer(text);

/** Ways in which a text may be wrapped; each may be put around any other. */
const WRAPS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "percent-encoded": encodeURIComponent,
  "percent-encoded throughout": (text) => text.replace(/[^]/g, (c) => `%${hex(c, 2)}`),
  "a JSON string": (text) => JSON.stringify(text),
  "JSON with \\u": (text) => text.replace(/[^]/g, (c) => `\\u${hex(c, 4)}`),
  "JSON with \\/": (text) => text.replace(/\//g, "\\/"),
  HTML: (text) => text.replace(/[^\w]/g, (c) => `&#${c.charCodeAt(0)};`),
  "HTML in hexadecimal": (text) => text.replace(/[^\w]/g, (c) => `&#x${hex(c, 2)};`),
};
const ENDS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 in lines": (text) => Buffer.from(text).toString("base64").replace(/.{16}/g, "$&\r\n"),
  "base64 for addresses": (text) => Buffer.from(text).toString("base64url"),
  hexadecimal: (text) => Buffer.from(text).toString("hex"),
  HEXADECIMAL: (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "capital letters": (text) => text.toUpperCase(),
};

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, "0");
}

const name = fc.constantFrom(...Object.keys(WRAPS));
const end = fc.constantFrom(...Object.keys(ENDS));
const wrap = (names: readonly string[], text: string) =>
  names.reduce((wrapped, each) => (WRAPS[each] ?? String)(wrapped), text);

describe("a key in a text", () => {
  it("is taken out as a whole and in part", () => {
    const key = "sk-proj-abcdefghijklmnop";
    expect(words(`Incorrect API key provided: ${key}.`, key)).toBe("Incorrect API key provided: [key].");
    expect(words("Key sk-proj-abcd****mnop is wrong", key)).toBe("Key [key]****mnop is wrong");
  });

  it("is taken out of words as a word of its own where it is short", () => {
    expect(words("key x is not in matrix", "x")).toBe("key [key] is not in matrix");
  });

  it("is nowhere where there is none", () => {
    expect(new KeyFilter([]).words("anything")).toBe("anything");
    expect(new KeyFilter([]).answer("anything")).toBe("anything");
  });

  it("leaves no eight characters in any text", () => {
    const keys = fc.string({ minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.array(fc.oneof(fc.string(), fc.nat(40)), { maxLength: 8 }), (key, pieces) => {
        const text = pieces
          .map((piece) => (typeof piece === "string" ? piece : key.slice(piece % key.length)))
          .join("");
        const redacted = words(text, key);
        for (let at = 0; at + 8 <= key.length; at++)
          // What stands between two stand-ins may be a piece only where the stand-in itself makes it one.
          for (const part of redacted.split("[key]")) expect(part).not.toContain(key.slice(at, at + 8));
      }),
    );
  });

  it("is taken out however it is wrapped, of words and of answers", () => {
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 3 }),
        end,
        fc.string(),
        fc.string(),
        (wraps, last, before, after) => {
          const encode = ENDS[last] ?? String;
          const text = `${before} ${wrap(wraps, encode(`${before}${KEY}${after}`))} ${after}`;
          for (const redacted of [filter.words(text), filter.answer(text)]) {
            expect(redacted).toContain("[key]");
            // What is still there, unwrapped in all ways at once, has no part of the key.
            for (const part of partsOf(redacted))
              expect(unwrapped(part)).not.toContain(KEY.slice(4, 20).toLowerCase());
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([0, 1, 2, 3, 4, 5])("is taken out of base64 with %i characters before it", (count) => {
    const text = Buffer.from(`${"é".repeat(count)}Bearer ${KEY}, and more`).toString("base64");
    const [start = "", rest = ""] = filter.answer(text).split("[key]");
    expect(text.startsWith(start) && text.endsWith(rest)).toBe(true);
    // All of the key but the bits that share a character with its neighbours.
    expect(text.length - start.length - rest.length).toBeGreaterThanOrEqual(
      Math.floor((KEY.length * 8) / 6) - 1,
    );
  });

  it("is taken out with what it is made of", () => {
    const text = `user: ${KEY}`;
    expect(words(text, KEY)).toBe("user: [key]");
  });
});

function partsOf(text: string): readonly string[] {
  return text.split("[key]");
}

function unwrapped(text: string): string {
  let plain = text;
  for (let depth = 0; depth < 4; depth++)
    plain = plain
      .replace(/%([\da-f]{2})|\\u([\da-f]{4})|&#x([\da-f]+);/gi, (_, ...groups: (string | undefined)[]) =>
        String.fromCharCode(Number.parseInt(groups.slice(0, 3).find(Boolean) ?? "", 16)),
      )
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/\\(.)/g, "$1");
  const decoded = [0, 1, 2, 3].map((at) =>
    Buffer.from(
      plain
        .replace(/\s/g, "")
        .replace(/[^\w+/-]/g, "")
        .slice(at),
      "base64",
    ).toString("latin1"),
  );
  return [plain, ...decoded].join("\n").toLowerCase();
}

describe("an answer whose values count", () => {
  it.each([
    "1",
    "none",
    "stop",
    "result",
    "EMPTY",
    "00000000",
    "--------",
    "1234567890",
    "0.12345678",
    "aaaaaaaaaaaaaaaa",
  ])("is left as it is where the key is %j", (key) => {
    const text = JSON.stringify({
      result: 1,
      finish: "stop",
      note: "none EMPTY -------- aaaaaaaaaaaaaaaaaaaa",
      created: 1234567890,
      score: 0.12345678,
      less: 0.00000000123,
    });
    expect(answer(text, key)).toBe(text);
  });

  it("keeps its numbers where a key has their digits", () => {
    const key = "sk-1234567890abcdef";
    const text = `{"created": 1234567890, "echo": "${key}"}`;
    expect(answer(text, key)).toBe('{"created": 1234567890, "echo": "[key]"}');
  });

  it("loses a long key of digits alone", () => {
    expect(answer('"1234567890123456"', "1234567890123456")).toBe('"[key]"');
  });

  it("stays JSON, whatever it echoes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(KEY.length), (value, at) => {
        const text = JSON.stringify({ value, echo: [KEY, KEY.slice(at), encodeURIComponent(KEY)], n: 0.5 });
        expect(JSON.parse(filter.answer(text))).toMatchObject({ n: 0.5 });
      }),
    );
  });
});

describe("a large text", () => {
  // Quadratic work would take hours here; the test's own time limit is the only clock.
  it.each([
    ["the key again and again", KEY.repeat(100_000)],
    ["its beginning again and again", KEY.slice(0, 7).repeat(400_000)],
    ["escapes of escapes", "%2525".repeat(400_000)],
    ["backslashes", "\\".repeat(2_000_000)],
    ["beginnings of entities", "&".repeat(2_000_000)],
    ["blanks", " ".repeat(2_000_000)],
  ])("of %s is read", (_, text) => {
    expect(filter.answer(text)).not.toContain(KEY);
  });
});
