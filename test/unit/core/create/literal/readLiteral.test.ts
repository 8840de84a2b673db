import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LiteralError } from "../../../../../src/core/create/literal/literalError";
import { readLiteral } from "../../../../../src/core/create/literal/readLiteral";
import { outlineOf } from "../../../../../src/core/create/literal/tokens";
import { fromPlain, isArray, isObject, JsonNumber, type Json } from "../../../../../src/core/json/value";
import { readJson } from "../../../../../src/core/json/read";
import { writeJson } from "../../../../../src/core/json/write";
import { jsonText } from "../../json/jsonText";

/** The JSON text of the literal that a code assigns to `x`, or begins with. */
function json(code: string): string {
  const { variables } = outlineOf(code);
  return writeJson(readLiteral(code, variables.get("x") ?? 0, { variables }).value);
}

function errorOf(code: string): { readonly message: string; readonly at: string } {
  const { variables } = outlineOf(code);
  try {
    readLiteral(code, variables.get("x") ?? 0, { variables });
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    return { message: error.message, at: code.slice(error.offset, error.offset + 12) };
  }
  throw new Error("no error");
}

/** One value, as Python or JavaScript writes it, with spellings chosen by a number. */
function spelled(value: Json, language: "python" | "javascript", choose: () => number): string {
  const inner = (entry: Json) => spelled(entry, language, choose);
  const blank = () =>
    ["", " ", "\n  ", language === "python" ? " # why, {\n" : " // why, {\n"][choose() % 4]!;
  if (isObject(value)) {
    const members = [...value].map(([key, entry]) => {
      const bare = language === "javascript" && /^[A-Za-z_$][\w$]*$/.test(key) && choose() % 2 === 0;
      return `${bare ? key : inner(key)}${blank()}:${blank()}${inner(entry)}${blank()}`;
    });
    return `{${blank()}${members.join(",")}${members.length > 0 && choose() % 2 === 0 ? "," : ""}${blank()}}`;
  }
  if (isArray(value)) {
    const isTuple = language === "python" && value.length !== 1 && choose() % 3 === 0;
    return `${isTuple ? "(" : "["}${blank()}${value.map(inner).join(`${blank()},`)}${blank()}${isTuple ? ")" : "]"}`;
  }
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "string") return text(value, language, choose);
  if (value === null) return language === "python" ? "None" : choose() % 2 === 0 ? "null" : "undefined";
  return language === "python" ? (value ? "True" : "False") : String(value);
}

function text(value: string, language: "python" | "javascript", choose: () => number): string {
  const quotes = language === "python" ? ['"', "'", '"""', "'''", 'u"'] : ['"', "'", "`"];
  const opening = quotes[choose() % quotes.length]!;
  const quote = opening.replace("u", "");
  const isLong = quote.length === 3 || quote === "`";
  let body = "";
  for (const unit of value.split("")) {
    if (unit === "\\" || unit === quote[0]) body += `\\${unit}`;
    else if (unit === "$" && quote === "`") body += "\\$";
    else if (unit === "\n") body += isLong ? "\n" : "\\n";
    else if (unit === "\r") body += "\\r";
    else if (choose() % 20 === 0) body += `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    else body += unit;
  }
  return `${opening}${body}${quote}`;
}

describe("a literal means the same", () => {
  test("in JSON, digits and key order included", () => {
    fc.assert(
      fc.property(jsonText, ({ text: written }) => {
        expect(json(written)).toBe(writeJson(readJson(written)));
      }),
      { numRuns: 300 },
    );
  });

  test.each(["python", "javascript"] as const)("in %s, however it is spelled", (language) => {
    const numbers = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), numbers, (plain, stream) => {
        const value = fromPlain(plain);
        const choose = () => Number(stream.next().value);
        const code = `x = ${spelled(value, language, choose)}\nprint(x)`;
        expect(json(code)).toBe(writeJson(value));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a literal can be", () => {
  test.each([
    ["Python's words", "{'a': True, 'b': None, 'c': False,}", '{"a":true,"b":null,"c":false}'],
    ["strings side by side", "('a' \"b\"\n r'\\d' # c\n 'e')", '"ab\\\\de"'],
    ["joined strings", "\"a\" + `b` +\n'c'", '"abc"'],
    [
      "a triple-quoted source",
      'x = """\\\ndef grade(sample, item):\n    return "\\d" in \'\'\n"""',
      '"def grade(sample, item):\\n    return \\"\\\\d\\" in \'\'\\n"',
    ],
    ["a raw string", String.raw`r"\n\u0041"`, '"\\\\n\\\\u0041"'],
    ["escapes", String.raw`"\x41\u0042\u{1F600}\U0001F600\t\/"`, '"AB😀😀\\t/"'],
    ["an f-string whose braces are doubled", 'f"{{{{item.answer}}}}"', '"{{item.answer}}"'],
    ["an f-string of a variable", 'n = "Ada"\nx = f"I am {n}."', '"I am Ada."'],
    ["a template literal of a variable", "const n = 'Ada';\nconst x = `I am ${n}.`", '"I am Ada."'],
    ["variables of variables", "a = 1\nb = [a, a]\nx = {'b': b}", '{"b":[1,1]}'],
    ["a shorthand member", "const model = 'm'; const x = { model, n: 1 }", '{"model":"m","n":1}'],
    ["formatted texts", "x = 'a {b} {{c}}'.format(b='d')", '"a d {c}"'],
    ["texts with values put in", "x = 'a %s%%' % ('b',)", '"a b%"'],
    ["joined lines", "x = '-'.join(['a', 'b'])", '"a-b"'],
    ["a step into a variable", "c = {'a': ['b']}\nx = [c['a'][0], c.a]", '["b",["b"]]'],
    ["a member of an enumeration", "x = {'operation': Operation.EQ}", '{"operation":"eq"}'],
    ["spread objects", "base = {'a': 1, 'b': 2}\nx = {**base, 'b': 3}", '{"a":1,"b":3}'],
    ["JavaScript's spread", "const base = {a: 1}; const x = {...base, c: [1]}", '{"a":1,"c":[1]}'],
    ["dedented", 'x = textwrap.dedent("""\n    a\n      b\n""").strip()', '"a\\n  b"'],
    [
      "a call with keywords",
      "x = StringCheckGrader(type='string_check', name=\"a\",)",
      '{"type":"string_check","name":"a"}',
    ],
    ["dict()", "x = dict(type='python', n=dict())", '{"type":"python","n":{}}'],
    ["JSON text", "x = json.dumps({'a': [1.0]}, indent=2)", '"{\\"a\\":[1.0]}"'],
    ["typed", "const x: Grader = {a: 1} as const", '{"a":1}'],
    [
      "numbers of all kinds",
      "[1_000, .5, 5., +1, -0x1f, 0b11, 007, 1e5, 10n, 1.50]",
      "[1000,0.5,5.0,1,-31,3,7,1e5,10,1.50]",
    ],
    ["a computed key", 'x = {["a"]: 1, 2: 3}', '{"a":1,"2":3}'],
    ["a string with Windows line ends", 'x = """a\r\nb"""', '"a\\nb"'],
  ])("%s", (_, code, expected) => {
    expect(json(code)).toBe(expected);
  });
});

describe("what only running tells is an error at its place", () => {
  test.each([
    ["{'model': MODEL}", "MODEL is a variable", "MODEL}"],
    ["{'source': inspect.getsource(grade)}", "grade is not defined in this text", "inspect.gets"],
    ["{'source': open('a.py').read()}", "open(…) is computed", "open('a.py')"],
    ["x = f'{a + 1}'", "{a + 1} is filled in", "a + 1}'"],
    ["x = `${f()}`", "{f()} is filled in", "f()}`"],
    ["{'a': 'b'.format(c)}", "c is a variable", "c)}"],
    ["{'a': 'b'.title()}", ".title() is computed", ".title()}"],
    ["{'a': b if c else 'd'}", "b is a variable", "b if c else "],
    ["{'a': 'b' if c else 'd'}", "'b' if c else 'd' is computed", "'b' if c els"],
    ["{'a': 'b'.toString()}", ".toString() is computed", ".toString()}"],
    ["{'a': constructor('b')}", "constructor(…) is computed", "constructor("],
    ["x = x", "x is a variable", "x"],
    ["{'a': 1 'b': 2}", 'a comma or a closing brace is expected here, not "\'".', "'b': 2}"],
    ["{'a' 1}", 'a colon is expected here, not "1"', "1}"],
    ["{'a': }", 'a value is expected here, not "}"', "}"],
    ["{'a': 1", "The text ends where a comma or a closing brace", ""],
    ["{'a': 'b\n'}", "not closed on its line", "'b\n'}"],
    ['{"a": """b"}', 'never closed: """ is missing', '"""b"}'],
    ["{'a': b'x'}", "Bytes are no text", "b'x'}"],
    ["{'a': '\\x1'}", "needs hexadecimal digits", "\\x1'}"],
    ["{'a': '\\U00110000'}", "There is no character", "\\U00110000'}"],
    ["{1: 2 + 3}", "Only texts can be joined", " 3}"],
    ["{**a}", "a is a variable", "a}"],
    ["{'a': {'b', 'c'}}", "a colon is expected", ", 'c'}}"],
    [`x = ${"[".repeat(300)}`, "Nested deeper than 200 levels", "[".repeat(12)],
  ])("%s", (code, words, at) => {
    expect(errorOf(code).message).toContain(words);
    expect(errorOf(code).at).toBe(at);
  });

  test("variables that mean each other end, and so do those that multiply", () => {
    expect(errorOf("a = b\nb = a\nx = [a]").message).toContain("is a variable");
    const wide = ["a", "b", "c", "d"].map(
      (name, index) => `${name} = [${"bcde"[index]!.concat(",").repeat(500)}]`,
    );
    expect(errorOf(`${wide.join("\n")}\ne = 1\nx = a`).message).toContain("too many values");
    const long = Array.from({ length: 9 }, (_, index) => `v${index} = [v${index + 1}]`);
    expect(errorOf(`${long.join("\n")}\nv9 = 1\nx = v0`).message).toContain("Too many variables");
  });
});
