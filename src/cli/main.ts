import { bugWords } from "../core/bugWords";
import { readArgs, type Args } from "./args";
import { EXIT, UsageError, type ExitCode } from "./exitCodes";
import { help } from "./help";
import { FileError } from "../node/files/readTextFile";
import { shown, type Text } from "./output/shown";
import { hearSignals, interruption } from "./signals";
import { processTerminal, type Terminal } from "./output/terminal";

declare const GRADERS_VERSION: string;

async function runCommandLine(args: Args, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  switch (args.command) {
    case "help":
      terminal.out(help(args.of));
      return EXIT.ok;
    case "version":
      terminal.out(`graders ${GRADERS_VERSION}\n`);
      return EXIT.ok;
    case "validate":
      return (await import("./readingCommands")).validateCommand(args, terminal, signal);
    case "run":
      return (await import("./gradingCommands")).runCommand(args, terminal, signal);
    case "resume":
      return (await import("./gradingCommands")).resumeCommand(args, terminal, signal);
    case "preflight":
      return (await import("./readingCommands")).preflightCommand(args, terminal, signal);
    case "packages":
      return (await import("./readingCommands")).packagesCommand(args, terminal, signal);
    case "import":
      return (await import("./readingCommands")).importCommand(args, terminal, signal);
    case "serve":
      return (await import("./gradingCommands")).serveCommand(args, terminal, signal);
  }
}

async function main(): Promise<ExitCode> {
  const terminal = processTerminal();
  hearSignals();
  endsWhereStalled(terminal);
  // A reader that went away (`graders run … | head`) ends the run, and is no error of ours.
  // eslint-disable-next-line no-restricted-syntax -- nothing is written here
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      interruption.abort(new Error("output closed"));
      if (error.code !== "EPIPE") reportLostOutput(error, terminal);
    });
  try {
    return await runCommandLine(readArgs(process.argv.slice(2)), terminal, interruption.signal);
  } catch (error) {
    terminal.progress("");
    if (interruption.signal.aborted) return EXIT.interrupted;
    const words = usageWords(error);
    if (words !== undefined) {
      terminal.err(shown`graders: ${words}\n`);
      return EXIT.usage;
    }
    // A bug of ours: never to be taken for an unmet expectation, which is Node's own code for a crash.
    terminal.err(shown`graders: internal fault, please report it: ${bugWords(error)}\n`);
    return EXIT.errored;
  }
}

function usageWords(error: unknown): Text | undefined {
  if (error instanceof UsageError) return error.words;
  return error instanceof FileError ? error.message : undefined;
}

/**
 * Where nothing is left that could bring an answer, Node ends at once, with an exit code of its own and not a word:
 * the command is interrupted instead, so that it says what it has.
 */
function endsWhereStalled(terminal: Terminal): void {
  process.once("beforeExit", () => {
    if (isDone) return;
    terminal.progress("");
    terminal.err(
      "graders: internal fault, please report it: what was asked never answers; rows are missing.\n",
    );
    process.exitCode = EXIT.errored;
    interruption.abort(new Error("stalled"));
  });
}

/** A full disk must not look like a run that passed; it may be told of after the run has ended. */
function reportLostOutput({ message }: Error, terminal: Terminal): void {
  if (process.exitCode === undefined) terminal.err(`graders: the output can't be written: ${message}\n`);
  process.exitCode = EXIT.usage;
}

let isDone = false;
const exitCode = await main();
isDone = true;
process.exitCode ??= exitCode;
