import { createHash } from "node:crypto";

/**
 * A snapshot file: one line of JSON, then the pages of Python's memory that are not all zero. About half of
 * them are; leaving them out halves reading and restoring, which page faults dominate.
 */
const PAGE_BYTES = 4096;
const FORMAT = 2;

interface SnapshotHeader {
  readonly format: number;
  /** Size of the memory in bytes. */
  readonly memoryBytes: number;
  /** Of everything after the line. */
  readonly sha256: string;
  /** First page and number of pages, in turn. */
  readonly runs: readonly number[];
  /** Where the harness's function lies in it. */
  readonly dispatch: number;
}

export interface Snapshot {
  readonly memoryBytes: number;
  readonly dispatch: number;
  /** Fills memory that is still all zero. */
  restore(memory: Uint8Array): void;
}

/** Packs memory, in pieces to be written in turn. */
export function packSnapshot(memory: Uint8Array, dispatch: number): Uint8Array[] {
  const runs = nonZeroRuns(memory);
  const pieces: Uint8Array[] = [];
  const hash = createHash("sha256");
  for (let index = 0; index < runs.length; index += 2) {
    const start = (runs[index] ?? 0) * PAGE_BYTES;
    const piece = memory.slice(start, start + (runs[index + 1] ?? 0) * PAGE_BYTES);
    hash.update(piece);
    pieces.push(piece);
  }
  const header: SnapshotHeader = {
    format: FORMAT,
    memoryBytes: memory.length,
    sha256: hash.digest("hex"),
    runs,
    dispatch,
  };
  return [new TextEncoder().encode(`${JSON.stringify(header)}\n`), ...pieces];
}

/** Unpacks a file. Throws where it is not what {@link packSnapshot} wrote. */
export function unpackSnapshot(file: Uint8Array): Snapshot {
  const end = file.indexOf(0x0a);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(0, end))) as SnapshotHeader;
  const pages = file.subarray(end + 1);
  if (header.format !== FORMAT) throw new Error("Another format of snapshot.");
  if (createHash("sha256").update(pages).digest("hex") !== header.sha256) {
    throw new Error("The snapshot is damaged.");
  }
  return {
    memoryBytes: header.memoryBytes,
    dispatch: header.dispatch,
    restore: (memory) => {
      let from = 0;
      for (let index = 0; index < header.runs.length; index += 2) {
        const bytes = (header.runs[index + 1] ?? 0) * PAGE_BYTES;
        memory.set(pages.subarray(from, from + bytes), (header.runs[index] ?? 0) * PAGE_BYTES);
        from += bytes;
      }
    },
  };
}

function nonZeroRuns(memory: Uint8Array): number[] {
  const words = new BigUint64Array(memory.buffer, memory.byteOffset, memory.length / 8);
  const runs: number[] = [];
  let start = -1;
  const pages = memory.length / PAGE_BYTES;
  for (let page = 0; page <= pages; page++) {
    const used = page < pages && !isZero(words, page);
    if (used && start < 0) start = page;
    if (!used && start >= 0) {
      runs.push(start, page - start);
      start = -1;
    }
  }
  return runs;
}

function isZero(words: BigUint64Array, page: number): boolean {
  const perPage = PAGE_BYTES / 8;
  for (let index = page * perPage; index < (page + 1) * perPage; index++) {
    if (words[index] !== 0n) return false;
  }
  return true;
}
