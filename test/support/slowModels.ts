import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { completion, verdict } from "./judgeServer";

/** Long enough for calls that are made at once to meet. */
const ANSWER_MS = 50;

/** A real server on loopback whose judge and embeddings take a while, and which counts what meets. */
export interface SlowModels {
  readonly baseUrl: string;
  /** Paths asked, in their order. */
  readonly asked: readonly string[];
  /** The most requests that were open at one time. */
  readonly most: () => number;
  close(): Promise<void>;
}

/** Every verdict is 1, and so is the cosine of any two texts. */
export async function startSlowModels(): Promise<SlowModels> {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(url.endsWith("/embeddings") ? EMBEDDINGS : completion(verdict(1)).body));
    }, ANSWER_MS);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    most: () => most,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const EMBEDDINGS = { data: [{ embedding: [1, 0] }, { embedding: [1, 0] }] };
