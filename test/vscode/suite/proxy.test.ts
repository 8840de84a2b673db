import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings } from "../support/graders";
import { takeFirst } from "../support/quickInput";
import { after, before, eventually, suite, test, testOnPage } from "../support/runner";

/** A name that only the proxy resolves. */
const HOST = "judge.invalid";

const GRADER = `{
  "type": "score_model",
  "model": "gpt-4.1",
  "input": [{"role": "user", "content": "Score this: {{sample.output_text}}"}]
}
`;

/** A proxy, forwarding and tunnelling, that takes every host to one loopback server. */
async function startProxy(target: string, seen: string[]): Promise<Server> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? "/", "http://no-host.invalid");
    seen.push(url.host);
    const path = `${url.pathname}${url.search}`;
    const onward = request(
      { hostname, port, path, method: incoming.method, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  // The host's fetch asks for a tunnel even for plain HTTP.
  server.on("connect", (incoming, socket) => {
    seen.push((incoming.url ?? "").replace(/:\d+$/, ""));
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

suite("VS Code's proxy", () => {
  const seen: string[] = [];
  let api: ApiServer;
  let proxy: Server;
  let grader: vscode.Uri;

  before(async () => {
    api = await startApiServer();
    proxy = await startProxy(api.url, seen);
    const { port } = proxy.address() as AddressInfo;
    await setProxy(`http://127.0.0.1:${port}`);
    await setUserSettings({ "judge.models": { "*": { baseUrl: `http://${HOST}/v1`, model: "judge" } } });
    grader = await writeFile("proxied.grader.json", GRADER);
    await writeFile("proxied.samples.jsonl", '{"item": {}, "model_sample": "fine"}\n');
  });

  after(async () => {
    await setProxy(undefined);
    await setUserSettings({ "judge.models": undefined });
    proxy.close();
    await api.close();
    await removeFiles();
  });

  async function setProxy(address: string | undefined): Promise<void> {
    const http = vscode.workspace.getConfiguration("http");
    await http.update("noProxy", address && ["direct.invalid"], vscode.ConfigurationTarget.Global);
    await http.update("proxy", address, vscode.ConfigurationTarget.Global);
    if (address === undefined) return;
    // The extension host hears of it in its own time.
    await eventually("requests by the proxy", async () => {
      await fetch(`http://${HOST}/v1/models`).catch(() => undefined);
      return seen.length > 0 || undefined;
    });
    seen.length = 0;
  }

  testOnPage("is honoured by our requests, made with node-fetch", async () => {
    const running = vscode.commands.executeCommand<RunResult>("graders.run", grader);
    await takeFirst();
    const result = await running;
    assert.equal(result.reward, 0.8, JSON.stringify(result.diagnostics.failures));
    assert.deepEqual(seen, [HOST]);
  });

  test("is honoured by the host's own fetch too", async () => {
    const before = seen.length;
    // A name of its own: a tunnel that is still open to another is not asked for again.
    const host = `fetch-${crypto.randomUUID()}.invalid`;
    const response = await fetch(`http://${host}/v1/chat/completions`, { method: "POST", body: "{}" });
    await response.text();
    assert.deepEqual(seen.slice(before), [host]);
  });

  testOnPage("is passed by for hosts of http.noProxy", async () => {
    await setUserSettings({
      "judge.models": { "*": { baseUrl: "http://direct.invalid/v1", model: "judge" } },
    });
    const before = seen.length;
    const running = vscode.commands.executeCommand<RunResult>("graders.run", grader);
    await takeFirst();
    const result = await running;
    assert.equal(result.metadata.errors.model_grader_server_error, true);
    assert.equal(seen.length, before);
  });
});
