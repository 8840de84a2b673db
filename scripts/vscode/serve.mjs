import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf } from "./launch.mjs";
import { startServer } from "./server.mjs";
import { VERSIONS } from "./versions.mjs";

/**
 * VS Code in the browser with the extension, by hand: prints the address and lasts until Ctrl+C.
 * @param {Omit<import("./server.mjs").ServerOptions, "dataDir"> & { extension: string }} options
 */
export async function serveUntilStopped(options) {
  const dataDir = await mkdtemp(join(tmpdir(), "graders-try-"));
  // `on`, not `once`: npm passes a Ctrl+C on that the terminal sends us as well, and the second must not kill.
  const stopped = /** @type {Promise<void>} */ (
    new Promise((stop) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop());
    })
  );
  try {
    const server = await startServer({ ...options, dataDir });
    process.stdout.write(
      `VS Code ${VERSIONS[options.version].vscode} with the extension (Ctrl+C ends it):\n\n  ${addressOf(server, options)}\n\n`,
    );
    await Promise.race([stopped, server.exited]);
    await server.close();
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
