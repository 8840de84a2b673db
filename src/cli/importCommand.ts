import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { importText, type ImportedFile } from "../core/create/importing";
import { noteLine } from "../core/create/paste/readPasted";
import { fileError } from "../node/files/fileError";
import type { ImportArgs } from "./importArgs";
import { EXIT, worstExit, type ExitCode } from "./exitCodes";
import { readUserFile } from "./inputs";
import { shown } from "./output/shown";
import type { Terminal } from "./output/terminal";

/** `graders import FILE…`: what came along on stdout, what did not on stderr, line by line. */
export async function importCommand(
  args: ImportArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const file of args.files) {
    signal.throwIfAborted();
    codes.push(await importFile(file, args, terminal, signal));
  }
  return worstExit(codes);
}

async function importFile(
  file: string,
  args: ImportArgs,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { files, notes, reason } = await importText(file, await readUserFile(file, terminal, { signal }));
  if (reason !== undefined) {
    terminal.err(shown`${file}: ${reason}\n`);
    return EXIT.usage;
  }
  const folder = args.out ?? (file === "-" ? "." : dirname(file));
  const codes: ExitCode[] = [];
  for (const made of files) codes.push(await writeMade(folder, made, args.force, terminal));
  for (const note of notes) terminal.err(shown`${file}: ${noteLine(note)}\n`);
  return worstExit([...codes, notes.length > 0 ? EXIT.unmet : EXIT.ok]);
}

/** Never over another file, unless told to. */
async function writeMade(
  folder: string,
  { name, text, what }: ImportedFile,
  force: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, text, { flag: force ? "w" : "wx" });
    terminal.out(shown`${path}: ${what}\n`);
    return EXIT.ok;
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
    const words = isThere
      ? `${path} is there already: name another folder by --out, or overwrite it by --force.`
      : fileError(path, error).message;
    terminal.err(shown`graders: ${words}\n`);
    return EXIT.usage;
  }
}
