import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { ApiError, serverError } from "./apiError";
import { bracketed } from "./callers";
import { Exchange, type Service } from "./exchange";
import { Slots } from "./slots";
import { Waiting } from "./waiting";

export interface ServeOptions extends Omit<Service, "slots" | "arrivals" | "boundTo"> {
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
/** How often Node looks whether these are over. */
const LOOK_MS = 2_000;
/** Bodies on their way at once, and connections that are asking nothing now, or have not said what. */
const MOST_ARRIVING = 128;
const MOST_IDLE = 512;
/** For last answers to be taken. */
const CLOSE_GRACE_MS = 500;

/** @throws the system's error where it can't listen there */
export async function startGraderServer(options: ServeOptions): Promise<GraderServer> {
  const { host, port, concurrency } = options;
  const arrivals = new Waiting<Exchange>(MOST_ARRIVING, (slowest) => slowest.abort(tooSlow()));
  const service = { ...options, boundTo: host, slots: new Slots(concurrency), arrivals };
  const open = new Map<Exchange, Promise<void>>();
  const idle = new Waiting<Socket>(MOST_IDLE, (socket) => socket.destroy());
  const server = createServer(
    { requestTimeout: ARRIVAL_MS, headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOK_MS },
    (request, response) => {
      const { socket } = request;
      idle.leave(socket);
      // Whether or not the other side takes the answer.
      response.once("prefinish", () => {
        if (!socket.destroyed) idle.enter(socket);
      });
      const exchange = new Exchange(request, response, service);
      open.set(
        exchange,
        exchange.serve().finally(() => open.delete(exchange)),
      );
    },
  );
  server.on("connection", (socket: Socket) => {
    idle.enter(socket);
    socket.once("close", () => idle.leave(socket));
  });
  server.listen(port, host);
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return { origin: `http://${bracketed(host)}:${taken}`, close: () => closeServer(server, open) };
}

function tooSlow(): ApiError {
  return new ApiError(408, "The body took too long to arrive, and others were waiting. Try again.", {
    code: "request_timeout",
    headers: { connection: "close" },
  });
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
