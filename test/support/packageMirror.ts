import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll } from "vitest";
import { writeWheel } from "../unit/node/python/wheel";

/** A wheel of a mirror: what is in it, and what the lock file says of it. */
export interface MadePackage {
  readonly files: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly modules?: readonly string[];
  readonly depends?: readonly string[];
  /** Another tag than that of pure Python. */
  readonly tag?: string;
}

/** How a mirror answers for a file. */
export type MirrorFault = "changed" | "cut off" | "short" | "missing" | "redirect" | "silent";

export interface PackageMirror {
  readonly url: string;
  /** The folder of Pyodide's files with a lock file that lists the mirror's packages. */
  readonly pyodideDir: string;
  /** What it was asked, as `GET /name`. */
  readonly asked: string[];
  /** By the file's name; absent: it is served. */
  readonly faults: Map<string, MirrorFault>;
  close(): Promise<void>;
}

/** Serves wheels that are made here, on loopback, until the test file ends; `folder` is the test's own. */
export async function packageMirror(
  folder: string,
  packages: Readonly<Record<string, MadePackage>>,
): Promise<PackageMirror> {
  const wheels = path.join(folder, "wheels");
  const pyodideDir = path.join(folder, "pyodide");
  await Promise.all([mkdir(wheels, { recursive: true }), mkdir(pyodideDir, { recursive: true })]);
  for (const name of ["pyodide.asm.wasm", "python_stdlib.zip"])
    await copyFile(path.resolve("node_modules/pyodide", name), path.join(pyodideDir, name));
  const entries = await Promise.all(
    Object.entries(packages).map(
      async ([name, made]) => [name, await lockEntry(wheels, name, made)] as const,
    ),
  );
  const lock = { info: {}, packages: Object.fromEntries(entries) };
  await writeFile(path.join(pyodideDir, "pyodide-lock.json"), JSON.stringify(lock));
  return { ...(await serve(wheels)), pyodideDir };
}

async function lockEntry(wheels: string, name: string, made: MadePackage) {
  const { files, version = "1.0", modules = [name], depends = [], tag = "py3-none-any" } = made;
  const file = `${name.replaceAll("-", "_")}-${version}-${tag}.whl`;
  await writeWheel(wheels, file, files);
  const sha256 = createHash("sha256")
    .update(await readFile(path.join(wheels, file)))
    .digest("hex");
  return { name, version, file_name: file, imports: modules, depends, sha256, package_type: "package" };
}

async function serve(wheels: string): Promise<Omit<PackageMirror, "pyodideDir">> {
  const asked: string[] = [];
  const faults = new Map<string, MirrorFault>();
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? "");
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    readFile(path.join(wheels, name)).then(
      (bytes) => {
        if (request.method === "HEAD") response.writeHead(200, { "content-length": bytes.length }).end();
        else answer(response, bytes, faults.get(name));
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  afterAll(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/full/`, asked, faults, close };
}

function answer(response: ServerResponse, bytes: Buffer, fault: MirrorFault | undefined): void {
  const half = bytes.subarray(0, bytes.length / 2);
  switch (fault) {
    case undefined:
      response.writeHead(200, { "content-length": bytes.length }).end(bytes);
      return;
    case "changed":
      response.writeHead(200).end(Buffer.concat([half, Buffer.from("!"), bytes.subarray(half.length + 1)]));
      return;
    case "cut off":
      response.writeHead(200, { "content-length": bytes.length });
      response.write(half, () => response.destroy());
      return;
    case "short":
      response.writeHead(200).end(half);
      return;
    case "missing":
      response.writeHead(404).end("no");
      return;
    case "redirect":
      response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
      return;
    case "silent":
      response.writeHead(200, { "content-length": bytes.length });
      response.write(half);
  }
}

const DEBIAN = "/usr/lib/python3/dist-packages";

/** The Python files of a real package, as Debian installs it, without its tests. */
export async function debianPackage(
  ...modules: readonly string[]
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const module of modules) {
    for (const entry of await readdir(path.join(DEBIAN, module), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(DEBIAN, file);
      if (!entry.isFile() || !/\.(py|json)$/.test(name) || /\/tests?\//.test(name)) continue;
      found[name] = await readFile(file, "utf8");
    }
  }
  return found;
}
