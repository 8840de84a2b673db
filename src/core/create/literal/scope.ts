import type { Json } from "../../json/value";
import type { Dialect } from "./dialect";
import type { Heredoc } from "./heredocs";

/** Something that only running the code tells; a placeholder of its name stands in the value. */
export interface Gap {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Values that may still be read: variables of variables multiply, and so do tries at one text. */
export interface ReadBudget {
  left: number;
}

/** What the text around a literal tells of it. */
export interface Scope {
  /** Offsets of the values of variables. */
  readonly variables: ReadonlyMap<string, number>;
  readonly dialect?: Dialect;
  readonly heredocs?: readonly Heredoc[];
  /** The source of a function that the text defines. */
  readonly sourceOf?: (name: string) => string | undefined;
  /** The value that a text of JSON has. */
  readonly parse?: (text: string) => Json | undefined;
  readonly budget?: ReadBudget;
  /** Where placeholders stand for what can't be read; absent: that is an error. */
  readonly gaps?: Gap[];
}
