import type { RowId } from "../core/runs/rowId";
import type { PanelAction, PanelView, Place } from "../core/report/panel/panelView";
import type { ViewPatch } from "./viewPatch";

/** What a click in the panel asks of the host. */
export type PanelRequest =
  /** The webview has loaded and wants its view; `resultId` is what it showed before a reload. */
  | { readonly type: "ready"; readonly resultId?: string }
  | { readonly type: "run-again" }
  | { readonly type: "run-all" }
  | { readonly type: "cancel" }
  /** Show the paired sample's result, running it where there is none. */
  | { readonly type: "select-sample"; readonly row: RowId }
  | { readonly type: "open-place"; readonly place: Place }
  | { readonly type: "copy-as"; readonly format: string }
  /** A one-click mend of the view, by its id. */
  | { readonly type: "apply-mend"; readonly id: string }
  /** Take the grader over that the provider gave back. */
  | { readonly type: "apply-returned" }
  | { readonly type: "action"; readonly id: PanelAction["id"] };

/** Webview to host: `id` is answered by exactly one reply. */
export interface ToHost {
  readonly id: number;
  readonly request: PanelRequest;
}

/** A view as the page has it. */
export interface ShownView {
  /** Counts what was sent, so that the page knows a patch that is not for it. */
  readonly version: number;
  readonly view: PanelView;
  readonly resultId?: string;
}

/** What a request's reply carries; nothing, where it is not named here. */
export interface PanelReplies {
  readonly ready: ShownView;
}

export type ReplyTo<Type extends PanelRequest["type"]> = Type extends keyof PanelReplies
  ? PanelReplies[Type]
  : undefined;

/** Host to webview. */
export type ToWebview =
  | ({ readonly type: "view" } & ShownView)
  /** What has changed since the version before; the page asks for the whole where it has another. */
  | {
      readonly type: "patch";
      readonly version: number;
      readonly patch: ViewPatch;
      readonly resultId?: string;
    }
  | { readonly type: "reply"; readonly id: number; readonly error: string }
  | { readonly type: "reply"; readonly id: number; readonly data?: ReplyTo<PanelRequest["type"]> };
