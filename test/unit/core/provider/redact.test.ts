import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "../../../../src/core/provider/redact";

describe("redact", () => {
  it("takes out a whole key and a part of one", () => {
    const key = "sk-proj-abcdefghijklmnop";
    expect(redact(`Incorrect API key provided: ${key}.`, key)).toBe("Incorrect API key provided: [key].");
    expect(redact("Key sk-proj-abcd****mnop is wrong", key)).toBe("Key [key]****mnop is wrong");
  });

  it("takes out a short key only as a word of its own", () => {
    expect(redact("key x is not in matrix", "x")).toBe("key [key] is not in matrix");
  });

  it("leaves a text alone where there is no key", () => {
    expect(redact("anything", undefined)).toBe("anything");
    expect(redact("anything", "")).toBe("anything");
  });

  it("leaves no eight characters of a key in any text", () => {
    const keys = fc.string({ minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.array(fc.oneof(fc.string(), fc.nat(40)), { maxLength: 8 }), (key, pieces) => {
        const text = pieces
          .map((piece) => (typeof piece === "string" ? piece : key.slice(piece % key.length)))
          .join("");
        const redacted = redact(text, key);
        for (let at = 0; at + 8 <= key.length; at++)
          // What stands between two stand-ins may be a piece only where the stand-in itself makes it one.
          for (const part of redacted.split("[key]")) expect(part).not.toContain(key.slice(at, at + 8));
      }),
    );
  });
});
