import type { PanelRequest } from "../protocol/messages";

/** What components tell the panel, which asks the host. */
export const ASK = "graders-ask";

export type AskEvent = CustomEvent<PanelRequest>;

/** Lets a component's click reach the host, through the panel around it. */
export function ask(from: EventTarget, request: PanelRequest): void {
  from.dispatchEvent(new CustomEvent(ASK, { detail: request, bubbles: true, composed: true }));
}
