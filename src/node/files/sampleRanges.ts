import { closeSync, constants, openSync, readSync } from "node:fs";
import { cutLines, type LineRange } from "../../core/dataset/lineRanges";
import { readSampleLines, type SampleLine } from "../../core/dataset/rows";
import { isReadable } from "../../core/sample/output";

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

/** What a look through a range shows before anything is graded. */
export interface RangeLook {
  readonly rows: number;
  /** Rows that can be read. */
  readonly readable: number;
  /** Whether each row can be read, has an output and nothing wrong with it. */
  readonly isGradable: boolean;
  /** The first findings, as lines for people without the file's name, such as `12:7: …`. */
  readonly findings: readonly string[];
  /** Findings beyond those. */
  readonly more: number;
}

/** So many findings of a range are told; of a file no more are shown. */
const MOST_FINDINGS = 20;

/** Looks through a range. @throws as {@link readSampleRange} */
export function lookThrough(path: string, range: LineRange): RangeLook {
  const findings: string[] = [];
  let [rows, readable, more] = [0, 0, 0];
  let isGradable = true;
  for (const { sample: row, problems } of readSampleRange(path, range)) {
    rows++;
    if (isReadable(row.sample)) readable++;
    if (problems.length > 0 || row.sample.output.kind === "none") isGradable = false;
    for (const { range: place, message } of problems) {
      const told = `${row.line}:${place.start - row.range.start + 1}: ${message}`;
      if (findings.length < MOST_FINDINGS) findings.push(told);
      else more++;
    }
  }
  return { rows, readable, isGradable, findings, more };
}
