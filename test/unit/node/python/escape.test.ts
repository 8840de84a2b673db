import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer, type Server, type AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { ESCAPES } from "./escapes/all";
import { escapeSource } from "./escapes/escape";
import { JAVASCRIPT_ESCAPES } from "./escapes/javascript";
import { expectKind, grade, gradeSource, sandbox, temporaryFolder } from "./support";

const CANARY = "canary-5e1f";

let runner: PythonRunner;
let server: Server;
let unixServer: Server;
let connections = 0;
let item = { canary: "", port: 0, socket: "" };

beforeAll(async () => {
  const folder = await temporaryFolder();
  const canary = path.join(folder, "canary.txt");
  await writeFile(canary, CANARY);
  await writeFile(path.join(folder, "canary.py"), `print("${CANARY}")`);
  server = createServer((socket) => {
    connections++;
    socket.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = path.join(folder, "socket");
  unixServer = createServer((client) => {
    connections++;
    client.end();
  }).listen(socket);
  await once(unixServer, "listening");
  item = { canary, port: (server.address() as AddressInfo).port, socket };
  process.env.GRADERS_CANARY = CANARY;
  runner = await sandbox();
});

afterAll(() => {
  delete process.env.GRADERS_CANARY;
  server.close();
  unixServer.close();
});

/** Takes the import hooks of ours away, which are no wall. */
const PICK_THE_LOCK = ["import sys", "sys.meta_path.pop(0)"];
/** The same without the watch that notices it: the hook's functions lead to the names of our own module. */
const FIND_THE_LOCK = [
  "import sys",
  "found = sys.meta_path[0].find_spec.__globals__",
  "assert found['_watching'] and found['REFUSED_EVENTS']",
  "found['_watching'] = False",
  "sys.meta_path.pop(0)",
];

describe.each([
  ["as graders are", [], ESCAPES],
  ["with the import hook taken away", PICK_THE_LOCK, ESCAPES],
  ["with our harness blinded", FIND_THE_LOCK, JAVASCRIPT_ESCAPES],
])("%s, there is no way out by", (_name, before, escapes) => {
  test.each(escapes)("$name", async (escape) => {
    const outcome = await grade(runner, escapeSource(escape, before), { item: JSON.stringify(item) });
    expect(outcome.kind).toBe("runtime_error");
    expect(JSON.stringify(outcome)).not.toContain(CANARY);
    expect(connections).toBe(0);
  });
});

test("a file written by a grader is not on the host", async () => {
  const file = `${item.canary}.new`;
  const source = gradeSource(
    "import os",
    "os.makedirs(os.path.dirname(item['file']), exist_ok=True)",
    "open(item['file'], 'w').write('x')",
    "return os.path.getsize(item['file'])",
  );
  expectKind(await grade(runner, source, { item: JSON.stringify({ file }) }), "score");
  expect(existsSync(file)).toBe(false);
});

test("Python sees no path, name or environment of the host", async () => {
  const source = gradeSource(
    "import os, sys, platform",
    "print(dict(os.environ), sys.argv, sys.path, sys.executable, os.getcwd(), os.listdir('/'), os.listdir('/home'))",
    "return 1",
  );
  const { stdout } = expectKind(await grade(runner, source), "score");
  expect(stdout).not.toContain(process.cwd());
  expect(stdout).not.toContain("GRADERS_CANARY");
  expect(stdout).not.toContain(path.dirname(process.execPath));
});

test("a grader that takes hold of the harness changes no other row's answer", async () => {
  const forge = gradeSource(
    "import sys",
    "found = sys._getframe(1).f_globals",
    "assert found['_outcome']",
    'found[\'_dumps\'] = lambda value: \'{"outcome":{"kind":"score","value":"<b>"},"id":0}\\n{}\'',
    "return 1",
  );
  const forged = await grade(runner, forge);
  expect(forged).toMatchObject({ kind: "runtime_error" });
  // Not since it found no harness.
  expect(JSON.stringify(forged)).not.toMatch(/AssertionError|KeyError/);
  expect(expectKind(await grade(runner, gradeSource("return 0.5")), "score").value).toBe(0.5);
});

test("the attempts are real ones: plain Pyodide lets them through", async () => {
  const control = `
    import { loadPyodide } from "pyodide";
    const attempts = ${JSON.stringify(ESCAPES.filter(({ worksPlain }) => worksPlain).map((escape) => [escape.name, escapeSource(escape)]))};
    const pyodide = await loadPyodide({ stdout: () => {}, stderr: () => {} });
    const failed = {};
    for (const [name, source] of attempts) {
      try { pyodide.runPython(source + "grade({}, " + JSON.stringify(${JSON.stringify(item)}) + ")"); }
      catch (error) { failed[name] = String(error.message).trim().split("\\n").at(-1); }
    }
    console.log(JSON.stringify(failed));
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--no-warnings",
    "--input-type=module",
    "-e",
    control,
  ]);
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({});
});
