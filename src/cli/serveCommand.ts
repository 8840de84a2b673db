import { bugWords } from "../core/bugWords";
import type { Fetch } from "../core/ports";
import { ProviderError } from "../core/provider/provider";
import { FileError } from "../node/files/readTextFile";
import { openRecordingsFile } from "../node/files/recordingsFile";
import { isLoopbackName } from "../node/serve/callers";
import { startGraderServer, type GraderServer, type ServeOptions } from "../node/serve/server";
import type { ServeArgs } from "./args";
import { EXIT, UsageError, type ExitCode } from "./exitCodes";
import { shown, type Shown } from "./output/shown";
import { openEngine, openEnginePorts, timeoutMs, type OpenProvider } from "./provider";
import type { Terminal } from "./output/terminal";

const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 4774;
const DEFAULT_CONCURRENCY = 64;
/** Grader, output and item together; the service takes no larger sources and no such texts. */
const MAX_BODY_BYTES = 10_000_000;

/** `graders serve`: the engine behind the API's two grader routes, until it is interrupted. */
export async function serveCommand(
  args: ServeArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { provider, close } = await openServedEngine(args, terminal);
  try {
    const server = await listen(args, {
      engine: provider,
      concurrency: args.concurrency ?? DEFAULT_CONCURRENCY,
      maxBodyBytes: MAX_BODY_BYTES,
      log: (line) => terminal.err(`${line}\n`),
      fault: (error) => terminal.err(shown`${faultText(error)}\n`),
    });
    terminal.out(greeting(server));
    if (!isLoopbackName(args.host ?? DEFAULT_HOST)) terminal.err(EXPOSED);
    await aborted(signal);
    await server.close();
  } finally {
    await close();
  }
  return EXIT.interrupted;
}

/** The engine in its thread, so that no text keeps the server from answering others, or from ending. */
async function openServedEngine(args: ServeArgs, terminal: Terminal): Promise<OpenProvider> {
  const recordings = args.recordings === undefined ? undefined : await openRecordingsFile(args.recordings);
  if (recordings?.exists === false && args.judge.mode !== "record")
    throw new UsageError(`${recordings.name}: there is no such file. Record answers by --judge record.`);
  const ports = openEnginePorts(args, recordings, terminal);
  // Twice: where a judge or Python ran out of its time, the answer says so by its flag.
  const engine = openEngine(args, { timeoutMs: 2 * timeoutMs(args) }, terminal);
  return {
    provider: engine.with({ ...ports, endpoint: allowedEndpoints(args.endpoints, ports.endpoint) }),
    close: async () => {
      await Promise.all([engine.dispose(), ports.python.dispose()]);
    },
  };
}

/** Who reaches the port could have this machine call addresses that only it can reach. */
function allowedEndpoints(origins: readonly string[], ask: Fetch): Fetch {
  return (url, init) => {
    const { origin } = new URL(url);
    if (origins.includes(origin)) return ask(url, init);
    const what = `This server asks no endpoint graders at ${origin}.`;
    const mend = `Start it with --allow-endpoints ${origin}.`;
    return Promise.reject(new ProviderError("untrusted", what, { mend }));
  };
}

async function listen(
  { host = DEFAULT_HOST, port = DEFAULT_PORT }: ServeArgs,
  options: Omit<ServeOptions, "host" | "port">,
): Promise<GraderServer> {
  try {
    return await startGraderServer({ host, port, ...options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ""] ?? message;
    throw new UsageError(`Can't listen on ${host}, port ${port}: ${reason}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is taken. Name another by --port, or --port 0 for a free one",
  EACCES: "the port may not be used. Name one above 1023 by --port",
  EADDRNOTAVAIL: "the address is not of this machine. Correct --host",
  ENOTFOUND: "there is no such name. Correct --host",
};

function greeting({ origin }: GraderServer): Shown {
  return shown`Graders are served at ${origin}/v1 until Ctrl+C.
Point an OpenAI client there: OPENAI_BASE_URL=${origin}/v1 OPENAI_API_KEY=none
`;
}

const EXPOSED =
  "Other machines can reach this server: whoever does can run Python in the sandbox here and ask your judge.\n";

function faultText(error: unknown): string {
  if (error instanceof FileError) return `graders: ${error.message}`;
  return `graders: internal fault, please report it: ${bugWords(error)}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
