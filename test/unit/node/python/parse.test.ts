import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { never, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

async function parsed(source: string) {
  const parse = await runner.parse(source, never);
  if (parse.kind !== "parsed") throw new Error(JSON.stringify(parse));
  return parse;
}

describe("how grade is bound", () => {
  test.each([
    ["def grade(sample, item): pass", ["sample", "item"], true],
    ["def grade(sample, item, *, strict=True): pass", ["sample", "item"], true],
    ["def grade(sample, item, *, strict): pass", ["sample", "item"], false],
    ["def grade(*rows): pass", [], true],
    ["def grade(sample, item, extra=1): pass", ["sample", "item", "extra"], true],
    ["def grade(sample, item, extra): pass", ["sample", "item", "extra"], false],
    ["def grade(sample): pass", ["sample"], false],
    ["def grade(a, b, /): pass", ["a", "b"], true],
    ["grade = lambda s, i: 1.0", ["s", "i"], true],
    ["grade = lambda s: 1.0", ["s"], false],
    ["grade = make()", [], undefined],
    ["import functools\n@functools.cache\ndef grade(sample): pass", ["sample"], undefined],
    ["from library import grade", [], undefined],
    ["from library import *", [], undefined],
    ["def grade(a): pass\ndef grade(a, b): pass", ["a", "b"], true],
    ["if x:\n  def grade(a): pass\nelse:\n  def grade(a, b): pass", ["a", "b"], undefined],
    ["try:\n  from x import grade\nexcept ImportError:\n  def grade(a, b): pass", ["a", "b"], undefined],
  ])("%j", async (source, parameters, takesTwo) => {
    const { grade } = await parsed(source);
    expect(grade).toMatchObject({ parameters });
    expect(grade?.takesTwo).toBe(takesTwo);
  });

  test.each(["", "def other(): pass", "def outer():\n  def grade(a, b): pass", "grade: int", "x = grade"])(
    "%j binds none",
    async (source) => {
      expect((await parsed(source)).grade).toBeUndefined();
    },
  );

  test("async is told", async () => {
    expect((await parsed("async def grade(a, b): pass")).grade).toMatchObject({ isAsync: true });
  });

  test("the span is the name's, in code points", async () => {
    const { grade } = await parsed('x = 1\n"🙂é"; grade = lambda s, i: 1\n');
    expect(grade?.span).toEqual({ line: 2, column: 7, endLine: 2, endColumn: 12 });
    const named = await parsed("\n  \nasync  def   grade(a, b): pass");
    expect(named.grade?.span).toEqual({ line: 3, column: 14, endLine: 3, endColumn: 19 });
  });

  test("nothing of the source is executed", async () => {
    expect((await parsed("import os\nos._exit(1)\ndef grade(s, i): return 1")).grade).toMatchObject({
      takesTwo: true,
    });
  });
});

describe("syntax errors have a place", () => {
  test.each([
    ["def grade(s, i)\n  return 1", "SyntaxError: expected ':'", 1, 16],
    ["x = '🙂' +\n", "SyntaxError: invalid syntax", 1, 10],
    ["  x = 1", "IndentationError: unexpected indent", 1, 2],
    ["if x:\nreturn", "IndentationError: expected an indented block after 'if' statement on line 1", 2, 1],
    ["\0", "SyntaxError: source code string cannot contain null bytes", 1, 1],
    ["x = '\ud800'", /surrogates not allowed/, 1, 1],
    ["(".repeat(300), /too many nested parentheses/, 1, 201],
  ])("%j", async (source, message, line, column) => {
    const parse = await runner.parse(source, never);
    if (parse.kind !== "syntax_error") throw new Error(JSON.stringify(parse));
    if (typeof message === "string") expect(parse.message).toBe(message);
    else expect(parse.message).toMatch(message);
    expect(parse.span).toMatchObject({ line, column });
    expect(parse.span.endLine * 1e6 + parse.span.endColumn).toBeGreaterThan(line * 1e6 + column - 1);
  });

  test("a source deeper than the parser goes is no crash", async () => {
    expect((await runner.parse("-".repeat(100_000) + "1", never)).kind).toBe("syntax_error");
    expect((await parsed("def grade(a, b): pass")).grade).toBeDefined();
  });
});
