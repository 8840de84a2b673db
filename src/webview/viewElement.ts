import { LitElement } from "lit";

/** A component that draws one part of the panel's view, of the type that it says. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export abstract class ViewElement<View> extends LitElement {
  static override readonly properties = { view: { attribute: false } };
  declare view: View;
}
