import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serverError } from "./apiError";
import { bracketed } from "./callers";
import { Exchange, type Service } from "./exchange";
import { Slots } from "./slots";

export interface ServeOptions extends Omit<Service, "slots" | "boundTo"> {
  /** Address or name to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Runs and validates at once; one more is answered with 429. */
  readonly concurrency: number;
}

/** A server of the API's two grader routes. */
export interface GraderServer {
  /** For example `http://127.0.0.1:4774`. */
  readonly origin: string;
  /** Stops the work in flight, which is answered with 503, and frees the port. */
  close(): Promise<void>;
}

/** For a request to arrive with all of its body. */
const ARRIVAL_MS = 60_000;
const HEADERS_MS = 10_000;
/** For last answers to be taken. */
const CLOSE_GRACE_MS = 500;

/** @throws the system's error where it can't listen there */
export async function startGraderServer(options: ServeOptions): Promise<GraderServer> {
  const { host, port, concurrency } = options;
  const service = { ...options, boundTo: host, slots: new Slots(concurrency) };
  const open = new Map<Exchange, Promise<void>>();
  const server = createServer(
    { requestTimeout: ARRIVAL_MS, headersTimeout: HEADERS_MS },
    (request, response) => {
      const exchange = new Exchange(request, response, service);
      open.set(
        exchange,
        exchange.serve().finally(() => open.delete(exchange)),
      );
    },
  );
  server.listen(port, host);
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return { origin: `http://${bracketed(host)}:${taken}`, close: () => closeServer(server, open) };
}

async function closeServer(server: Server, open: ReadonlyMap<Exchange, Promise<void>>): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const exchange of open.keys())
    exchange.abort(serverError(503, "The server is shutting down.", "shutting_down", false));
  await Promise.all(open.values());
  const rest = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(rest);
}
