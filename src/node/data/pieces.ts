import { createGunzip } from "node:zlib";
import { pipeline } from "node:stream";

/** Bytes in pieces; what is looked at beforehand comes again. */
export class Pieces {
  private readonly iterator: AsyncIterator<Buffer>;
  private looked: Buffer[] = [];

  constructor(pieces: AsyncIterable<Buffer>) {
    this.iterator = pieces[Symbol.asyncIterator]();
  }

  /** The first bytes, as many as asked for unless there are fewer in all. */
  async first(count: number): Promise<Buffer> {
    let size = this.looked.reduce((sum, { length }) => sum + length, 0);
    while (size < count) {
      const next = await this.iterator.next();
      if (next.done === true) break;
      this.looked.push(next.value);
      size += next.value.length;
    }
    this.looked = [Buffer.concat(this.looked)];
    return this.looked[0]?.subarray(0, count) ?? Buffer.alloc(0);
  }

  /** Nothing more is wanted. */
  async close(): Promise<void> {
    this.looked = [];
    await this.iterator.return?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      yield* this.looked;
      this.looked = [];
      for (;;) {
        const next = await this.iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await this.close();
    }
  }
}

/** Small pieces, as gzip gives them, as large ones: each costs a look at what is unfinished. */
export async function* largePieces(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < LARGE_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

const LARGE_BYTES = 1024 * 1024;

export function isGzip(first: Buffer): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

/** What gzip packed, unpacked as it is asked for. @throws what zlib says of a file that is cut off or damaged */
export async function* unpacked(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpack = createGunzip({ chunkSize: 256 * 1024 });
  // What goes wrong is thrown where the pieces are taken.
  pipeline(pieces, unpack, () => undefined);
  for await (const piece of unpack) yield piece as Buffer;
}
