import { t } from "@vscode/l10n";
import { createHash } from "node:crypto";
import type { LockedPackage } from "../../../core/grader/packageLock";
import type { Fetch, FetchResponse } from "../../../core/ports";
import { PackageError } from "./packageError";

/** More than the largest of Pyodide's packages. */
const MOST_BYTES = 256 * 1024 * 1024;
/** A server that sends nothing for so long sends nothing any more. */
const SILENCE_MS = 60_000;

/** Where packages come from. */
export interface PackageHost {
  readonly fetch: Fetch;
  /** The folder of their files, with a slash at its end. */
  readonly baseUrl: string;
  /** In place of a minute, for tests. */
  readonly silenceMs?: number;
}

/**
 * How many bytes each package's file has, as the host says it; undefined where it does not.
 * @throws PackageError where the host cannot be reached, or has not all of them
 */
export async function sizesOf(
  packages: readonly LockedPackage[],
  host: PackageHost,
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> {
  return Promise.all(
    packages.map(({ file }) =>
      asking(file, host, signal, "HEAD", ({ headers }) => {
        const length = headers.get("content-length");
        return Promise.resolve(length !== null && /^\d+$/.test(length) ? Number(length) : undefined);
      }),
    ),
  );
}

/**
 * A package's file, which is what the lock file says that it is.
 * @param heard is told how many bytes have come
 * @throws PackageError where it is not there, breaks off or is something else
 */
export async function download(
  { file, sha256 }: LockedPackage,
  host: PackageHost,
  signal: AbortSignal,
  heard: (bytes: number) => void,
): Promise<Uint8Array> {
  const bytes = await asking(file, host, signal, "GET", async ({ body }, stillHeard) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      stillHeard();
      size += chunk.length;
      if (size > MOST_BYTES) throw new Error(t("it has more than {0} MB", MOST_BYTES / 1024 / 1024));
      heard(size);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === sha256) return bytes;
  throw new PackageError(
    t(
      "{0} from {1} is not the file that Pyodide's lock file lists: its SHA-256 is {2}, not {3}.",
      ...[file, hostOf(host), found, sha256],
    ),
    t("It was cut off or changed on the way. Nothing was kept: try again, or name another mirror."),
  );
}

/** One request, its answer read by `read`, which says when something came. */
async function asking<Result>(
  file: string,
  host: PackageHost,
  signal: AbortSignal,
  method: "GET" | "HEAD",
  read: (response: FetchResponse, stillHeard: () => void) => Promise<Result>,
): Promise<Result> {
  const { fetch, baseUrl, silenceMs = SILENCE_MS } = host;
  const silence = new AbortController();
  const seconds = silenceMs / 1000;
  const hush = () => {
    silence.abort(new Error(t("nothing came for {0} s", seconds)));
  };
  let timer = setTimeout(hush, silenceMs);
  const both = AbortSignal.any([signal, silence.signal]);
  try {
    const response = await fetch(new URL(file, baseUrl).href, {
      method,
      headers: {},
      signal: both,
      redirect: "manual",
    });
    if (response.status !== 200) throw new Error(t("it answered with status {0}", response.status));
    return await read(response, () => {
      clearTimeout(timer);
      timer = setTimeout(hush, silenceMs);
    });
  } catch (error) {
    signal.throwIfAborted();
    const why: unknown = silence.signal.aborted ? silence.signal.reason : error;
    throw new PackageError(
      t("{0} could not be had from {1}: {2}.", file, hostOf(host), reasonOf(why)),
      t("Nothing was kept. Check your connection and the proxy settings, or name another mirror."),
    );
  } finally {
    clearTimeout(timer);
  }
}

/** As users know it. */
export function hostOf({ baseUrl }: Pick<PackageHost, "baseUrl">): string {
  return new URL(baseUrl).host;
}

/** node-fetch names the cause at its message's end. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^.*, reason: /s, "");
}
