import { COMMANDS, type CommandName } from "./commands";
import { OPTIONS, type Option, type OptionName } from "./options";
import { shown, shownLines, type Shown } from "./output/shown";

const COLUMNS = 80;
/** Where the words begin. */
const WORDS_AT = 30;

/** One screen: 80 columns, under 50 lines. */
export function help(of?: CommandName): Shown {
  return shown`${shownLines(of === undefined ? wholeHelp() : commandHelp(of))}\n`;
}

function wholeHelp(): string {
  const names = Object.keys(COMMANDS) as readonly CommandName[];
  return [
    "graders: run and check graders of language models, on this machine",
    "",
    ...names.flatMap((name) => entry(`graders ${COMMANDS[name].usage}`, COMMANDS[name].about)),
    ...entry("graders COMMAND --help", "what each option of a command does"),
    "",
    "Options",
    ...names.flatMap((name) =>
      entry(
        name,
        optionsOf(name)
          .map((option) => `--${option}`)
          .join(" "),
        12,
      ),
    ),
    "",
    "Exit codes: 0 all pass · 1 a row does not pass (expect, else the threshold), or",
    "errors found · 2 wrong usage or unreadable input · 3 an errored result, a row",
    "that could not be asked, or an invalid grader · 4 stopped, and graders resume",
    "goes on · 130 interrupted",
  ].join("\n");
}

function commandHelp(name: CommandName): string {
  const { usage, about } = COMMANDS[name];
  return [
    `graders ${usage}`,
    ...wrapped(about, COLUMNS - 2).map((line) => `  ${line}`),
    "",
    ...optionsOf(name).flatMap((option) => optionEntry(option, OPTIONS[option])),
  ].join("\n");
}

function optionsOf(name: CommandName): readonly OptionName[] {
  return [...new Set<OptionName>(COMMANDS[name].options)];
}

function optionEntry(name: OptionName, { takes, help: words }: Option): readonly string[] {
  return entry(`--${name}${takes === undefined ? "" : ` ${takes}`}`, words);
}

/** What is too wide for its column has a line of its own. */
function entry(name: string, words: string, at = WORDS_AT): readonly string[] {
  const lines = wrapped(words, COLUMNS - at).map((line) => " ".repeat(at) + line);
  const beside = `  ${name}`;
  const [first = "", ...rest] = lines;
  if (beside.length >= at) return [beside, ...lines];
  return [beside.padEnd(at) + first.slice(at), ...rest];
}

function wrapped(words: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}
