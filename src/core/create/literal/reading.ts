import type { Json } from "../../json/value";
import type { ComputedError, LiteralError } from "./literalError";
import type { Gap, Scope } from "./scope";

/** What stands between the parentheses of a call, or the braces of an initializer. */
export interface Arguments {
  readonly members: ReadonlyMap<string, Json>;
  /** Where each member's name stands. */
  readonly places: ReadonlyMap<string, number>;
  readonly positionals: readonly Json[];
}

/** What the reader of values gives to those of calls and types. */
export interface Reading {
  readonly text: string;
  readonly scope: Scope;
  at: number;
  /** Reads behind an opening bracket. */
  nested<T>(read: () => T): T;
  expression(): Json;
  arguments(close: string): Arguments;
  object(): ReadonlyMap<string, Json>;
  list(close: string): Json;
  takes(symbol: string): boolean;
  isNext(symbol: string): boolean;
  computed(what: string, offset: number, label?: string): ComputedError;
  unexpected(expected: string): LiteralError;
  tell(gap: Gap): void;
}
