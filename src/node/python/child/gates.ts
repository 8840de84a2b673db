import { OPEN_IMPORTS, REFUSALS } from "./openImports";

type Import = ((...args: unknown[]) => unknown) & { readonly sig?: string | undefined };

/** What Python's machine imports from JavaScript; `dlsym` and side modules look up the same object. */
export type WasmImports = Record<string, unknown>;

export interface Gates {
  /** From now on only {@link OPEN_IMPORTS} work. There is no way back. */
  shut(): void;
  /** The first shut gate that was pushed; its child is spent. */
  readonly pushed: string | undefined;
}

/**
 * Hangs a gate into each entry that is not on the list of open ones, before Python's machine is made: what it
 * was given then it keeps. Entries that are no functions (V8's suspending ones) are never needed and are shut
 * from the start.
 */
export function hangGates(imports: WasmImports): Gates {
  let isShut = false;
  let pushed: string | undefined;
  const push = (name: string): never => {
    pushed ??= name;
    throw new Error(`Not available to graders: ${name}.`);
  };
  for (const [name, entry] of Object.entries(imports)) {
    if (OPEN_IMPORTS.has(name)) continue;
    const refusal = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
    const shut = () => refusal ?? push(name);
    imports[name] = isImport(entry) ? gate(entry, () => isShut, shut) : shut;
  }
  return {
    shut: () => {
      isShut = true;
    },
    get pushed() {
      return pushed;
    },
  };
}

function gate(entry: Import, isShut: () => boolean, shut: () => number): Import {
  // Emscripten reads the signature when it makes a function for C of one of JavaScript's.
  return Object.assign((...args: unknown[]) => (isShut() ? shut() : entry(...args)), { sig: entry.sig });
}

function isImport(entry: unknown): entry is Import {
  return typeof entry === "function";
}
