import { isShownView, isToWebview } from "../protocol/guards";
import type { PanelRequest, ReplyTo, ShownView, ToHost, ToWebview } from "../protocol/messages";
import { patchedView } from "../protocol/viewPatch";

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

interface Waiting {
  readonly resolve: (data: unknown) => void;
  readonly reject: (reason: Error) => void;
}

const api = acquireVsCodeApi();
const waiting = new Map<number, Waiting>();
let lastId = 0;
let state = readState(api.getState());
/** What the page has. */
let shown: ShownView | undefined;

/** Asks the host, and gives what its reply carries; rejects with words for the user. */
export function request<Asked extends PanelRequest>(asked: Asked): Promise<ReplyTo<Asked["type"]>> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: (data) => resolve(data as ReplyTo<Asked["type"]>), reject });
    api.postMessage({ id, request: asked });
  });
}

/** Hands every view that comes to `show`, and asks for the first. */
export async function connect(show: (view: ShownView["view"]) => void): Promise<void> {
  const take = (next: ShownView) => {
    shown = next;
    keep({ folds: state.folds, ...(next.resultId !== undefined && { resultId: next.resultId }) });
    show(next.view);
  };
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!isToWebview(data)) return;
    if (data.type === "reply") settle(data);
    else if (data.type === "view") take(data);
    else void takePatch(data, take);
  });
  await askForView(take);
}

/** A patch of another view than the page has comes to nothing: the whole is asked for. */
async function takePatch(
  { version, patch, ...message }: Extract<ToWebview, { type: "patch" }>,
  take: (next: ShownView) => void,
): Promise<void> {
  const { resultId } = message;
  if (shown?.version !== version - 1) return askForView(take);
  take({ version, view: patchedView(shown.view, patch), ...(resultId !== undefined && { resultId }) });
}

async function askForView(take: (next: ShownView) => void): Promise<void> {
  const { resultId } = state;
  const view: unknown = await request({ type: "ready", ...(resultId !== undefined && { resultId }) });
  if (isShownView(view)) take(view);
}

export function isFoldOpen(name: string, otherwise: boolean): boolean {
  return (Object.hasOwn(state.folds, name) ? state.folds[name] : undefined) ?? otherwise;
}

export function keepFold(name: string, open: boolean): void {
  keep({ ...state, folds: { ...state.folds, [name]: open } });
}

function settle(reply: Extract<ToWebview, { type: "reply" }>): void {
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ("error" in reply) asked?.reject(new Error(reply.error));
  else asked?.resolve(reply.data);
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
