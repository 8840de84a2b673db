import { once } from "node:events";
import { createInterface } from "node:readline";
import { PackageError } from "../node/python/packages/packageError";
import type { PackageDepot, PackageOffer } from "../node/python/packages/depot";
import { installedPackages } from "../node/python/installedSandbox";
import type { PackagesArgs } from "./args";
import { EXIT, UsageError, type ExitCode } from "./exitCodes";
import { shown } from "./output/shown";
import type { Terminal } from "./output/terminal";
import { serverUrl } from "./optionValues";
import { sandboxFiles } from "./provider";

const MIRROR = "GRADERS_PACKAGES_URL";

/** Gets packages for the Python sandbox, lists and removes them. */
export async function packagesCommand(
  args: PackagesArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const depot = openDepot(args);
  try {
    switch (args.action) {
      case "list":
        await list(depot, args, terminal);
        return EXIT.ok;
      case "add":
        return await add(depot, args, terminal, signal);
      case "remove":
        for (const { name, version } of await depot.remove(args.names))
          terminal.out(shown`removed ${name} ${version}\n`);
        return EXIT.ok;
    }
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    throw new UsageError(`${error.message} ${error.mend}`);
  }
}

function openDepot({ folder, mirror }: PackagesArgs): PackageDepot {
  const named = process.env[MIRROR];
  const url = mirror ?? (named ? serverUrl(named, MIRROR) : undefined);
  return installedPackages(sandboxFiles(), {
    ...(folder !== undefined && { folder }),
    ...(url !== undefined && { mirror: url }),
  });
}

async function list(depot: PackageDepot, { format }: PackagesArgs, terminal: Terminal): Promise<void> {
  const packages = await depot.list();
  for (const { name, version, modules } of packages) {
    if (format === "json") terminal.out(`${JSON.stringify({ name, version, modules })}\n`);
    else terminal.out(shown`${name} ${version}  import ${modules.join(", ")}\n`);
  }
  if (packages.length === 0 && format === "text")
    terminal.out("No packages are here. Get some by graders packages add NAME…\n");
}

async function add(
  depot: PackageDepot,
  args: PackagesArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const offer = await depot.offer(args.names, signal);
  if (offer.files.length === 0) {
    terminal.out("Nothing to download: they are here, with all that they need.\n");
    return EXIT.ok;
  }
  tellOffer(offer, terminal);
  if (!args.yes && !(await isAllowed(terminal, signal))) {
    terminal.err("Nothing was downloaded.\n");
    return EXIT.usage;
  }
  await depot.get(offer, signal, (step, { name }, share) => {
    const percent = step === "download" && share > 0 ? ` ${Math.round(100 * share)} %` : "";
    terminal.progress(`${step === "download" ? "Downloading" : "Compiling"} ${name}${percent} …`);
  });
  terminal.progress("");
  for (const { one } of offer.files) terminal.out(shown`added ${one.name} ${one.version}\n`);
  return EXIT.ok;
}

function tellOffer({ host, files, bytes }: PackageOffer, terminal: Terminal): void {
  const count = files.length === 1 ? "1 file" : `${files.length} files`;
  terminal.err(
    shown`From ${host}, ${count}, ${sizeWords(bytes)}, each checked against Pyodide's own list:\n`,
  );
  for (const { one, bytes: size } of files) terminal.err(shown`  ${one.file}  ${sizeWords(size)}\n`);
}

function sizeWords(bytes: number | undefined): string {
  if (bytes === undefined) return "of a size that the host does not say";
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Asks whoever sits there; where nobody does, it must have been said before. */
async function isAllowed(terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("Nobody can be asked here: say --yes to download them.");
  terminal.err(shown`Download them? [y/N] `);
  const lines = createInterface({ input: process.stdin });
  try {
    const [answer] = (await Promise.race([
      once(lines, "line", { signal }),
      once(lines, "close", { signal }).then(() => [""]),
    ])) as [string];
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
