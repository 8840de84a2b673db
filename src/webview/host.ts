import { isToWebview } from "../protocol/guards";
import type { PanelRequest, ToHost, ToWebview } from "../protocol/messages";

/** All that a reload keeps: the host has the rest. */
interface PanelState {
  readonly resultId?: string;
  /** Folds that the user opened or closed, by name. */
  readonly folds: Readonly<Record<string, boolean>>;
}

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

type ViewMessage = Extract<ToWebview, { type: "view" }>;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

const api = acquireVsCodeApi();
const waiting = new Map<number, Waiting>();
let lastId = 0;
let state = readState(api.getState());

/** Asks the host; rejects with words for the user. */
export function request(asked: PanelRequest): Promise<void> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    api.postMessage({ id, request: asked });
  });
}

/** Hands every view that comes to `show`, and asks for the first. */
export function connect(show: (message: ViewMessage) => void): Promise<void> {
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!isToWebview(data)) return;
    if (data.type === "reply") {
      settle(data.id, data.error);
      return;
    }
    keep({ folds: state.folds, ...(data.resultId !== undefined && { resultId: data.resultId }) });
    show(data);
  });
  const { resultId } = state;
  return request({ type: "ready", ...(resultId !== undefined && { resultId }) });
}

export function isFoldOpen(name: string, otherwise: boolean): boolean {
  return (Object.hasOwn(state.folds, name) ? state.folds[name] : undefined) ?? otherwise;
}

export function keepFold(name: string, open: boolean): void {
  keep({ ...state, folds: { ...state.folds, [name]: open } });
}

function settle(id: number, error: string | undefined): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) asked?.resolve();
  else asked?.reject(new Error(error));
}

function keep(next: PanelState): void {
  state = next;
  api.setState(state);
}

/** What an older version kept may look different. */
function readState(value: unknown): PanelState {
  const kept = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const { resultId, folds } = kept;
  const entries = typeof folds === "object" && folds !== null ? Object.entries(folds) : [];
  return {
    ...(typeof resultId === "string" && { resultId }),
    folds: Object.fromEntries(entries.filter((entry) => typeof entry[1] === "boolean")),
  };
}
