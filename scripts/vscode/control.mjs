import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { stripVTControlCharacters } from "node:util";

/** @typedef {Record<string, (...args: any[]) => unknown>} Methods */

/**
 * Serves methods to the tests in the extension host: POST `{ method, args }`, answered by `{ value }` or
 * `{ error }`. Loopback only, and only for who knows its address's secret part.
 * @param {() => Methods} methods asked anew at each call
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startControl(methods) {
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    if (request.method !== "POST" || request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      void call(methods(), body).then((answer) => response.end(JSON.stringify(answer)));
    });
  });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve))
  );
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Methods} methods
 * @param {string} body
 */
async function call(methods, body) {
  try {
    const { method, args } = JSON.parse(body);
    const found = methods[method];
    if (found === undefined) throw new Error(`The page has no "${method}".`);
    return { value: (await found(...args)) ?? null };
  } catch (error) {
    // Playwright colours its messages.
    return { error: stripVTControlCharacters(error instanceof Error ? error.message : String(error)) };
  }
}
