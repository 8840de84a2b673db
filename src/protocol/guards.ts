import type { PreflightFile } from "../core/preflight/check";
import type { PanelAction, PanelView, Place } from "../core/report/panel/panelView";
import type { PanelRequest, ToHost, ToWebview } from "./messages";

/** Messages are data of another process: each is looked at before it is believed (security.md "Webview"). */
export function isToHost(value: unknown): value is ToHost {
  return isRecord(value) && Number.isSafeInteger(value.id) && isRequest(value.request);
}

export function isToWebview(value: unknown): value is ToWebview {
  if (!isRecord(value)) return false;
  if (value.type === "view") return isView(value.view) && isOptionalText(value.resultId);
  return value.type === "reply" && Number.isSafeInteger(value.id) && isOptionalText(value.error);
}

const KINDS: Readonly<Record<PanelView["kind"], true>> = {
  empty: true,
  running: true,
  run: true,
  validation: true,
  preflight: true,
  failure: true,
};

/** The host is ours: a view of a known kind is believed to be whole. */
function isView(value: unknown): value is PanelView {
  return isRecord(value) && typeof value.kind === "string" && Object.hasOwn(KINDS, value.kind);
}

type Check = (request: Readonly<Record<string, unknown>>) => boolean;

const ACTIONS: Readonly<Record<PanelAction["id"], true>> = {
  "set-key": true,
  "select-provider": true,
  "run-on-engine": true,
  validate: true,
  trust: true,
  "show-log": true,
  allow: true,
  "try-again": true,
};

const REQUESTS: Readonly<Record<PanelRequest["type"], Check>> = {
  ready: ({ resultId }) => isOptionalText(resultId),
  "run-again": () => true,
  "run-all": () => true,
  cancel: () => true,
  "select-sample": ({ row }) => typeof row === "string",
  "open-place": ({ place }) => isPlace(place),
  "copy-as": ({ format }) => typeof format === "string",
  "apply-mend": ({ id }) => typeof id === "string",
  "apply-returned": () => true,
  action: ({ id }) => typeof id === "string" && Object.hasOwn(ACTIONS, id),
};

function isRequest(value: unknown): value is PanelRequest {
  if (!isRecord(value) || typeof value.type !== "string" || !Object.hasOwn(REQUESTS, value.type))
    return false;
  return REQUESTS[value.type as PanelRequest["type"]](value);
}

function isPlace(value: unknown): value is Place {
  if (!isRecord(value)) return false;
  switch (value.in) {
    case "grader":
      return isPath(value.path) && (value.span === undefined || isRange(value.span));
    case "grader-text":
      return isRange(value.range);
    case "preflight":
      return isPreflightFile(value.file) && isIndex(value.line) && isIndex(value.column);
    default:
      return false;
  }
}

const PREFLIGHT_FILES: Readonly<Record<PreflightFile, true>> = {
  grader: true,
  training: true,
  validation: true,
  job: true,
};

function isPreflightFile(value: unknown): boolean {
  return typeof value === "string" && Object.hasOwn(PREFLIGHT_FILES, value);
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.every((step) => typeof step === "string" || isIndex(step));
}

function isRange(value: unknown): boolean {
  return isRecord(value) && isIndex(value.start) && isIndex(value.end);
}

function isIndex(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
