import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const swallowed = async (source: string, item = "{}") =>
  expectKind(await grade(runner, source, { item }), "score").swallowed;

describe("what the code caught and let go is told", () => {
  test("with type, line and count", async () => {
    const source = gradeSource(
      "total = 0.0",
      "for text in item['texts']:",
      "    try:",
      "        total += float(text)",
      "    except (TypeError, ValueError):",
      "        continue",
      "return total",
    );
    expect(await swallowed(source, '{"texts": ["1", "a", null, "b"]}')).toEqual([
      { type: "ValueError", line: 5, count: 2 },
      { type: "TypeError", line: 5, count: 1 },
    ]);
  });

  test("by the line where it was raised, under the name of its module", async () => {
    const source = `import json\ndef read(text):\n    return json.loads(text)\n${gradeSource(
      "try:",
      "    return read('{')",
      "except Exception:",
      "    return 0.0",
    )}`;
    expect(await swallowed(source)).toEqual([{ type: "json.decoder.JSONDecodeError", line: 3, count: 1 }]);
  });

  test("at the top of the source, and in a with", async () => {
    const source = `try:\n    import no_such_module\nexcept ImportError:\n    pass\n${gradeSource(
      "from contextlib import suppress",
      "with suppress(KeyError):",
      "    item['x']",
      "return 1.0",
    )}`;
    expect(await swallowed(source)).toEqual([
      { type: "ModuleNotFoundError", line: 2, count: 1 },
      { type: "KeyError", line: 8, count: 1 },
    ]);
  });

  test("once, however many finally and except it passed", async () => {
    const source = gradeSource(
      "done = 0",
      "try:",
      "    try:",
      "        try:",
      "            {}['a']",
      "        finally:",
      "            done += 1",
      "    except ValueError:",
      "        done += 10",
      "    except LookupError:",
      "        raise",
      "except KeyError:",
      "    done += 100",
      "return done",
    );
    expect(await swallowed(source)).toEqual([{ type: "KeyError", line: 6, count: 1 }]);
  });

  test("beside an error too", async () => {
    const source = gradeSource("try: 1 / 0", "except ZeroDivisionError: pass", "raise ValueError");
    expect(expectKind(await grade(runner, source), "runtime_error").swallowed).toEqual([
      { type: "ZeroDivisionError", line: 2, count: 1 },
    ]);
  });

  test("of many kinds the first fifty", async () => {
    const lines = Array.from({ length: 60 }, () => ["try: 1 / 0", "except ZeroDivisionError: pass"]).flat();
    expect(await swallowed(gradeSource(...lines, "return 1"))).toHaveLength(50);
  });
});

describe("nothing is told of", () => {
  test.each([
    ["what escapes", "try: 1 / 0\n    finally: pass", "runtime_error"],
    ["loops, generators and their ends", "return sum(x for x in iter([1, 2])) + max([], default=1)", "score"],
    [
      "what the library catches by itself",
      "import json; return len(json.dumps({1: getattr(item, 'x', 0)}))",
      "score",
    ],
    ["the grade before", "return 1", "score"],
  ] as const)("%s", async (_what, body, kind) => {
    await grade(runner, gradeSource("try: 1 / 0", "except ZeroDivisionError: return 1"));
    expect(expectKind(await grade(runner, gradeSource(body)), kind).swallowed).toBeUndefined();
  });
});
