import { closeSync, constants, openSync, readSync } from "node:fs";
import { cutLines, type LineRange } from "../../core/dataset/lineRanges";
import { readSampleLines, type SampleLine } from "../../core/dataset/rows";

/** Some hundred rows: long enough to be worth a message, short enough that a few of them in memory are little. */
const RANGE_BYTES = 256 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Cuts a regular file of JSON Lines into ranges, a chunk of it in memory at a time. Reads synchronously: a chunk takes
 * less than one of its rows.
 * @throws what the file system says
 */
export function* sampleRanges(path: string): Generator<LineRange> {
  const file = open(path);
  try {
    yield* cutLines(chunksOf(file), RANGE_BYTES);
  } finally {
    closeSync(file);
  }
}

function* chunksOf(file: number): Generator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const size = readSync(file, chunk);
    if (size === 0) return;
    yield chunk.subarray(0, size);
  }
}

/**
 * The rows of a range, read by its position alone.
 * @throws TypeError where the bytes are no UTF-8, or what the file system says
 */
export function* readSampleRange(path: string, range: LineRange): Generator<SampleLine> {
  // A mark in the middle of a file is a character like any other.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: range.start > 0 });
  yield* readSampleLines(decoder.decode(bytesOf(path, range)).split("\n"), range);
}

/** Fewer where the file has become shorter. */
function bytesOf(path: string, { start, end }: LineRange): Uint8Array {
  const bytes = Buffer.allocUnsafe(end - start);
  const file = open(path);
  try {
    let at = 0;
    for (let size = -1; size !== 0 && at < bytes.length; at += size)
      size = readSync(file, bytes, at, bytes.length - at, start + at);
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

/** Without waiting, should the file have become a pipe meanwhile. */
function open(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/**
 * Whether every row of a range can be graded: it has an output, and nothing is wrong with it.
 * @throws as {@link readSampleRange}
 */
export function isGradable(path: string, range: LineRange): boolean {
  let count = 0;
  for (const { sample, problems } of readSampleRange(path, range)) {
    if (problems.length > 0 || sample.sample.output.kind === "none") return false;
    count++;
  }
  return count === range.count;
}
