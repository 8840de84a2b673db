import { readSync } from "node:fs";
import { concatenate } from "./exchange";

const DESCRIPTOR = 0;
const CHUNK_BYTES = 64 * 1024;
const NEW_LINE = 0x0a;
// Taken once, like the channel's.
const read = readSync;

/**
 * The parent's lines, read without a stream: a stream is objects of Node's own that its code would hand on to
 * whatever Python had put into a prototype, and timers and promises would run between grades.
 */
export function* readLines(): Generator<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(CHUNK_BYTES);
  let parts: Uint8Array[] = [];
  for (let size = readSome(chunk); size > 0; size = readSome(chunk)) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0 && end < size; end = chunk.indexOf(NEW_LINE, start)) {
      parts.push(chunk.slice(start, end));
      yield decoder.decode(concatenate(parts));
      parts = [];
      start = end + 1;
    }
    parts.push(chunk.slice(start, size));
  }
}

/** Waits for bytes; 0 at the end of the input. */
function readSome(chunk: Uint8Array): number {
  for (;;) {
    try {
      return read(DESCRIPTOR, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
