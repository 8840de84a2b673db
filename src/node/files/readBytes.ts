import { t } from "@vscode/l10n";
import { constants, openSync, type Stats } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { Socket } from "node:net";
import process from "node:process";
import { addAbortSignal, type Readable } from "node:stream";
import { isMainThread } from "node:worker_threads";
import { FileError, fileError } from "./fileError";

export interface ReadOptions {
  /** Ends the wait for a pipe's other end, with the signal's reason or an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /** Whether a pipe may stand in for the file, as of `--samples <(command)`; files that nobody named may be none. */
  readonly pipes?: boolean;
}

/** Larger than any grader or samples file that fits in memory with its rows. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * The bytes of a file, or of a pipe to its end. No kind of file keeps the process from ending: a pipe is waited for
 * by the event loop, never by a blocked thread, and what may have no end is not read.
 * @throws FileError naming the file, the reason and the mend
 */
export async function readBytes(path: string, { signal, pipes = true }: ReadOptions = {}): Promise<Buffer> {
  signal?.throwIfAborted();
  try {
    const stats = await stat(path);
    if (isStream(path, stats) && pipes) return await readStream(path, openStream(path), signal);
    if (isNull(stats, await stat("/dev/null").catch(() => undefined))) return Buffer.alloc(0);
    if (!stats.isFile()) throw noFile(path, stats);
    // Without waiting, should the file have become a pipe meanwhile.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return await readFile(path, file, signal).finally(() => file.close());
  } catch (error) {
    signal?.throwIfAborted();
    throw fileError(path, error);
  }
}

/**
 * The same in pieces, of a file of any length.
 * @throws FileError naming the file, the reason and the mend
 */
export async function* streamBytes(
  path: string,
  { signal, pipes = true }: ReadOptions = {},
): AsyncGenerator<Buffer> {
  signal?.throwIfAborted();
  try {
    const stats = await stat(path);
    if (isStream(path, stats) && pipes) yield* piecesOf(openStream(path), signal);
    else if (isNull(stats, await stat("/dev/null").catch(() => undefined))) return;
    else if (!stats.isFile()) throw noFile(path, stats);
    else yield* piecesOfFile(path, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw fileError(path, error);
  }
}

/** What comes from standard input, in pieces. */
export async function* streamStandardInput(name: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  yield* piecesOf(standardInput(name), signal);
}

const PIECE_BYTES = 1024 * 1024;

async function* piecesOfFile(path: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stats = await file.stat();
  if (!stats.isFile()) {
    await file.close();
    throw noFile(path, stats);
  }
  yield* piecesOf(file.createReadStream({ highWaterMark: PIECE_BYTES }), signal);
}

async function* piecesOf(stream: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  for await (const chunk of signal ? addAbortSignal(signal, stream) : stream) yield chunk as Buffer;
}

async function readFile(path: string, file: FileHandle, signal: AbortSignal | undefined): Promise<Buffer> {
  const stats = await file.stat();
  if (!stats.isFile()) throw noFile(path, stats);
  if (stats.size > MAX_BYTES) throw tooLarge(path);
  return file.readFile({ signal });
}

/** A descriptor of this process by one of its names: `/dev/stdin`, or `/dev/fd/63` of a shell's `<(command)`. */
function descriptorOf(path: string): number | undefined {
  if (path === "/dev/stdin") return 0;
  const [, own, number] = /^\/(?:dev|proc\/(self|\d+))\/fd\/(\d+)$/.exec(path) ?? [];
  if (number === undefined || (own !== undefined && own !== "self" && Number(own) !== process.pid))
    return undefined;
  return Number(number);
}

function isStream(path: string, stats: Stats): boolean {
  if (stats.isFIFO()) return true;
  const descriptor = descriptorOf(path);
  if (stats.isSocket()) return descriptor !== undefined;
  return descriptor === 0 && process.stdin.isTTY;
}

function openStream(path: string): Readable {
  const descriptor = descriptorOf(path);
  if (descriptor === 0) return standardInput(path);
  const fd = descriptor ?? openPipe(path);
  return new Socket({ fd, readable: true, writable: false });
}

/** A pipe with a name opens at once, and is waited for in the event loop; opened otherwise, it would hold a thread. */
function openPipe(path: string): number {
  // A worker closes at its end what `openSync` gave it (Worker's `trackUnmanagedFds`), though the socket has closed it
  // long since: by then the number is another's, and libuv aborts the process that polls what is not open.
  if (!isMainThread) throw new Error("pipes are read in a process's first thread only");
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/**
 * What nobody has read of yet.
 * @param name what messages call it
 * @throws FileError where it was read before
 */
export function standardInput(name: string): Readable {
  if (process.stdin.readableDidRead)
    throw new FileError(`${name}: ${t("it has been read already, and can be one file only.")}`);
  return process.stdin;
}

async function readStream(path: string, stream: Readable, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of signal ? addAbortSignal(signal, stream) : stream) {
    size += (chunk as Buffer).length;
    if (size > MAX_BYTES) throw tooLarge(path);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The empty file of Unix. */
function isNull(stats: Stats, known: Stats | undefined): boolean {
  return stats.isCharacterDevice() && known?.isCharacterDevice() === true && stats.rdev === known.rdev;
}

function noFile(path: string, stats: Stats): FileError {
  if (stats.isDirectory()) return fileError(path, Object.assign(new Error(), { code: "EISDIR" }));
  if (stats.isFIFO())
    return new FileError(`${path}: ${t("it is a pipe: there must be a file by this name.")}`);
  if (stats.isSocket()) return new FileError(`${path}: ${t("it is a socket, and no file.")}`);
  return new FileError(`${path}: ${t("it is a device, and no file.")}`);
}

function tooLarge(path: string): FileError {
  return new FileError(`${path}: ${t("the file is larger than {0} MB. Split it.", MAX_BYTES / 1024 / 1024)}`);
}
