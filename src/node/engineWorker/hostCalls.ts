import { isDeepStrictEqual } from "node:util";
import type { EndpointAnswer, EndpointCall, PortCalls, PortName } from "../../core/engine/wire";
import type { EmbeddingsClient } from "../../core/judge/embeddingsClient";
import type { JudgeClient } from "../../core/judge/judgeClient";
import type { Fetch, PythonRunner } from "../../core/ports";
import { readBody } from "../../core/provider/body";
import { ProviderError } from "../../core/provider/provider";
import { saidBy } from "../../core/said";

/** What stays with the host: its processes, its network, its keys. */
export interface HostPorts {
  readonly python: Pick<PythonRunner, "grade">;
  readonly judge: JudgeClient;
  readonly embeddings: EmbeddingsClient;
  readonly endpoint: Fetch;
}

const MAX_ENDPOINT_BYTES = 1_000_000;

type Request = PortCalls[PortName]["request"];
type Answer = PortCalls[PortName]["answer"];

interface Call {
  readonly port: PortName;
  readonly request: Request;
  readonly answer: Promise<Answer>;
}

/**
 * What one run asks of the host. A run that is begun anew in another thread asks the same once more, and gets the
 * answers that were asked for already: a judge is not paid twice.
 */
export class HostCalls {
  private calls: Call[] = [];
  private earlier: Call[] = [];
  private open = 0;

  constructor(
    private readonly ports: HostPorts,
    private readonly signalOf: () => AbortSignal,
  ) {}

  /** Whether the run waits for an answer. */
  get areOpen(): boolean {
    return this.open > 0;
  }

  async ask(port: PortName, request: Request): Promise<Answer> {
    const call = this.madeBefore(port, request) ?? { port, request, answer: this.call(port, request) };
    this.calls.push(call);
    this.open++;
    try {
      return await call.answer;
    } finally {
      this.open--;
    }
  }

  /** The run begins anew. */
  startOver(): void {
    this.earlier = [...this.calls, ...this.earlier];
    this.calls = [];
  }

  private madeBefore(port: PortName, request: Request): Call | undefined {
    const at = this.earlier.findIndex(
      (call) => call.port === port && isDeepStrictEqual(call.request, request),
    );
    return at < 0 ? undefined : this.earlier.splice(at, 1)[0];
  }

  private call(port: PortName, request: Request): Promise<Answer> {
    const { ports } = this;
    const signal = this.signalOf();
    switch (port) {
      case "python":
        return ports.python.grade(request as PortCalls["python"]["request"], signal);
      case "judge":
        return ports.judge.ask(request as PortCalls["judge"]["request"], signal);
      case "embeddings":
        return ports.embeddings.embed(request as PortCalls["embeddings"]["request"], signal);
      case "endpoint":
        return callEndpoint(ports.endpoint, request as EndpointCall, signal);
    }
  }
}

async function callEndpoint(
  fetch: Fetch,
  { url, headers, body }: EndpointCall,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    return { kind: "response", status: response.status, body: await readBody(response, MAX_ENDPOINT_BYTES) };
  } catch (error) {
    if (error instanceof ProviderError) {
      const { message, english, details } = error;
      return { kind: "refused", message, english, ...(details.mend !== undefined && { mend: details.mend }) };
    }
    signal.throwIfAborted();
    const { message, english } = saidBy(error);
    return { kind: "failed", message, english };
  }
}
