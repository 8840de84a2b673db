import { describe, expect, test } from "vitest";
import { oncePer, oncePerText } from "../../../src/core/remember";

describe("oncePer", () => {
  test("makes a value once for an object, also where it is undefined", () => {
    const made: object[] = [];
    const value = oncePer((key: object) => {
      made.push(key);
      return made.length > 1 ? made.length : undefined;
    });
    const key = {};
    const other = {};
    expect([value(key), value(key), value(other)].map(String)).toEqual(["undefined", "undefined", "2"]);
    expect(made).toEqual([key, other]);
  });

  test("keeps nothing of what throws", () => {
    let asked = 0;
    const value = oncePer(() => {
      if (asked++ === 0) throw new Error("not yet");
      return asked;
    });
    const key = {};
    expect(() => value(key)).toThrow("not yet");
    expect(value(key)).toBe(2);
  });
});

describe("oncePerText", () => {
  const counting = () => {
    const asked: string[] = [];
    const read = oncePerText((text) => {
      asked.push(text);
      return { text };
    });
    return { asked, read };
  };

  test("makes a value once for a text", () => {
    const { asked, read } = counting();
    expect(read("a")).toBe(read("a"));
    read("b");
    expect(asked).toEqual(["a", "b"]);
  });

  test("forgets when there are too many, and does not keep what is long", () => {
    const { asked, read } = counting();
    for (let index = 0; index <= 256; index++) read(String(index));
    read("0");
    expect(asked.filter((text) => text === "0")).toHaveLength(2);
    const long = "x".repeat(20_001);
    expect(read(long)).toEqual({ text: long });
    read(long);
    expect(asked.filter((text) => text === long)).toHaveLength(2);
  });
});
