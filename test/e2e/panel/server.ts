import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { panelHtml } from "../../../src/protocol/panelHtml";
import { panelWords } from "../../../src/protocol/panelWords";

export type Words = Readonly<Record<string, string>>;

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  ttf: "font/ttf",
};

/**
 * Serves the panel's page as VS Code does: the real HTML with its policy, the real bundle out of dist/; in another
 * language with its `words`.
 */
export async function servePanel(words?: Words): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://panel").pathname;
    const answer = path === "/" ? Promise.resolve(page(server, words)) : readFile(`dist${path}`);
    answer.then(
      (body) => {
        const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/html; charset=utf-8";
        response.writeHead(200, { "content-type": type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: originOf(server), close: () => server.close() };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function page(server: Server, words: Words | undefined): string {
  const origin = originOf(server);
  return panelHtml({
    cspSource: origin,
    nonce: "n0nce",
    scriptUri: `${origin}/webview.js`,
    codiconCssUri: `${origin}/codicon.css`,
    language: "en",
    words: words && panelWords(words),
  });
}
