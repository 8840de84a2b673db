const PAGE_BYTES = 65_536;

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(this: WasmMemory, delta: number): number;
}

/** Node's types leave WebAssembly to the DOM's. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { readonly Memory: { readonly prototype: WasmMemory } };
};

export interface MemoryCap {
  /** Whether Python was refused memory since the last call, and got none afterwards. */
  takeRefusal(): boolean;
}

/**
 * Caps Python's memory: its heap grows only through `WebAssembly.Memory.grow`. A refused growth is a plain
 * `MemoryError` in Python, which goes on working.
 */
export function capMemory(megabytes: number): MemoryCap {
  const most = (megabytes * 1024 * 1024) / PAGE_BYTES;
  let refused = false;
  const { prototype } = WebAssembly.Memory;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its memory below
  const { grow } = prototype;
  prototype.grow = function (delta) {
    refused = this.buffer.byteLength / PAGE_BYTES + delta > most;
    if (refused) throw new RangeError("The grader's memory limit is reached.");
    return grow.call(this, delta);
  };
  return {
    takeRefusal: () => {
      const was = refused;
      refused = false;
      return was;
    },
  };
}
