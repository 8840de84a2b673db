import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { waysOut, type Host } from "../../support/waysOut";
import { call, serve, type Served } from "./serveSupport";
import { jsonLines } from "./support";

let cli: CommandLine;
let server: Served;
let listener: Server;
let host: Host;
let connections = 0;

beforeAll(async () => {
  cli = await commandLine({ sandbox: true });
  await cli.write("canary.txt", "canary-77");
  host = {
    file: path.join(cli.folder, "canary.txt"),
    socket: path.join(cli.folder, "listens"),
    newSocket: path.join(cli.folder, "new"),
  };
  listener = createServer((client) => {
    connections++;
    client.end();
  }).listen(host.socket);
  await once(listener, "listening");
  server = await serve(cli);
});
afterAll(async () => {
  await server.end();
  listener.close();
});

const names = Object.keys(waysOut({ file: "", socket: "", newSocket: "" }));
const graderOf = (name: string) => ({ type: "python", name: "way out", source: waysOut(host)[name] });

/** An errored result, and nothing of the host touched. */
function expectHeld(result: unknown): void {
  expect(result).toMatchObject({ reward: 0, metadata: { errors: { python_grader_runtime_error: true } } });
  expect(JSON.stringify(result)).not.toContain("canary-77");
  expect(existsSync(host.newSocket)).toBe(false);
  expect(connections).toBe(0);
}

describe("no way out of the sandbox", () => {
  test.each(names)("by graders run: %s", async (name) => {
    await cli.write("out.grader.json", graderOf(name));
    const { code, stdout } = await cli.run([
      "run",
      "out.grader.json",
      "--model-sample",
      "x",
      "--format",
      "json",
    ]);
    expect(code).toBe(3);
    expectHeld(jsonLines(stdout)[0]);
  });

  test.each(names)("by graders serve: %s", async (name) => {
    const body = JSON.stringify({ grader: graderOf(name), model_sample: "x" });
    const { status, text } = await call(server.origin, { body });
    expect(status).toBe(200);
    expectHeld(JSON.parse(text));
  });
});
