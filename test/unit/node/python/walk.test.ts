import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, sandbox, temporaryFolder } from "./support";

/**
 * Looks at every object that Python can reach, by the collector, modules, frames, classes, and exceptions with
 * their stacks, with our hook taken away; returns how many of them stand for objects of JavaScript's.
 */
const WALK = `
import gc, sys

def roots():
    sys.meta_path.pop(0)
    yield from gc.get_objects()
    yield from sys.modules.values()
    yield from object.__subclasses__()
    yield from sys._current_frames().values()
    yield sys._getframe()
    for name in ("no_such_module", "js", "pyodide_js", "pyodide"):
        try:
            __import__(name)
        except ImportError as error:
            yield error
    try:
        open("/no/such/file")
    except OSError as error:
        yield error

def led_to(one):
    yield from gc.get_referents(one)
    if isinstance(one, BaseException):
        yield from (one.__traceback__, one.__context__, one.__cause__)

def grade(sample, item):
    seen, waiting, found = {}, list(roots()), []
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen[id(one)] = one
        if any(kind.__name__ == "JsProxy" for kind in type(one).__mro__):
            found.append(type(one).__name__)
        waiting.extend(led_to(one))
    print(len(seen), found)
    return len(found)
`;

describe.each([
  ["just loaded", "new"],
  ["from its snapshot", "old"],
])("in a Python %s", (_name, state) => {
  let runner: PythonRunner;
  beforeAll(async () => {
    runner = await sandbox(state === "new" ? { snapshotDir: await temporaryFolder() } : {});
    if (state === "old") expectKind(await grade(await sandbox(), "def grade(s, i): return 1"), "score");
  });

  test("no object of JavaScript's can be reached", async () => {
    const { value, stdout } = expectKind(await grade(runner, WALK), "score");
    expect(stdout).toMatch(/^\d{5,} \[\]\n$/);
    expect(value).toBe(0);
  });
});
