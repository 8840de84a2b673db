import type { PreflightFile } from "../core/preflight/check";
import type { PanelAction, PanelView, Place } from "../core/report/panel/panelView";
import type { PanelRequest, ShownView, ToHost, ToWebview } from "./messages";
import type { ViewPatch } from "./viewPatch";

/** Messages are data of another process: each is looked at before it is believed (security.md "Webview"). */
export function isToHost(value: unknown): value is ToHost {
  return isRecord(value) && Number.isSafeInteger(value.id) && isRequest(value.request);
}

export function isToWebview(value: unknown): value is ToWebview {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case "view":
      return isShownView(value);
    case "patch":
      return isIndex(value.version) && isPatch(value.patch) && isOptionalText(value.resultId);
    case "reply":
      return Number.isSafeInteger(value.id) && isOptionalText(value.error);
    default:
      return false;
  }
}

export function isShownView(value: unknown): value is ShownView {
  return isRecord(value) && isIndex(value.version) && isView(value.view) && isOptionalText(value.resultId);
}

/** The host is ours: what stands in a patch is believed to fit. */
function isPatch(value: unknown): value is ViewPatch {
  return isRecord(value) && isRecord(value.sections) && Array.isArray(value.gone);
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
