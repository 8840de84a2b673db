/** What a grader reads of `sample`, as its text tells for certain. */
export interface SampleUse {
  /** The fields that it names. */
  readonly fields: ReadonlySet<string>;
  /**
   * Who may read any field. `python`: it passes `sample` on, or does what only a run could tell; `all`: a whole sample
   * is what it takes.
   */
  readonly beyond?: "python" | "all";
}

const UNCERTAIN: SampleUse = { fields: new Set(), beyond: "python" };

/** What finds arguments by other ways than their names. */
const ROUNDABOUT =
  /\b(?:eval|exec|compile|locals|globals|vars|dir|inspect|gc|breakpoint|importlib|__import__|_getframe|_current_frames|f_locals|f_back|tb_frame|__closure__|__code__)\b|\bimport *\*/;
const GRADE = /^(?:async\s+)?def\s+grade\s*\(\s*(\w+)\s*[:,=)]/m;
/** One that wraps `grade` may hand its arguments to anybody. */
const DECORATED = /^@.*\n(?:@.*\n)*(?:async\s+)?def\s+grade\b/m;

/**
 * What Python reads of `sample`, by its text alone: nothing where the first parameter's name stands nowhere in the
 * code, the fields where each use of it names one. Anything else may read all of it.
 */
export function pythonSampleUse(source: string): SampleUse {
  const { code, strings, isPlain } = withoutStrings(source);
  const name = GRADE.exec(code)?.[1];
  if (name === undefined || !isPlain || ROUNDABOUT.test(code) || DECORATED.test(code)) return UNCERTAIN;
  // What is called by its name, or defined again, need not be called with these arguments alone.
  if (code.match(/\bgrade\b/g)?.length !== 1) return UNCERTAIN;
  return usesOf(name, code, strings);
}

function usesOf(name: string, code: string, strings: readonly string[]): SampleUse {
  const fields = new Set<string>();
  // The parameter itself is the first use.
  for (const { index } of [...code.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, "g"))].slice(1)) {
    const [, bracket, call] = ACCESS.exec(code.slice(index + name.length)) ?? [];
    const field = strings[Number(bracket ?? call ?? -1)];
    if (field === undefined || code[index - 1] === ".") return UNCERTAIN;
    fields.add(field);
  }
  return { fields };
}

const ACCESS = /^(?:\[ *\$(\d+)\$ *\]|\.get\( *\$(\d+)\$ *[,)])/;

const TOKENS =
  /(?<!\w)([rRbBuUfFtT]{0,2})("""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')|#.*/g;

interface Code {
  /** With `$N$` in place of its strings, and without comments. */
  readonly code: string;
  readonly strings: readonly string[];
  /** Whether it is plain to see where strings end, and which names are the same. */
  readonly isPlain: boolean;
}

/** Strings that may have code in them stay. */
function withoutStrings(source: string): Code {
  const strings: string[] = [];
  const codeStrings: string[] = [];
  const code = source.replace(TOKENS, (token: string, prefix?: string, quoted?: string) => {
    if (quoted === undefined) return "";
    if (/[ft]/i.test(prefix ?? "")) {
      codeStrings.push(token);
      return token;
    }
    const quotes = /^(?:"""|'''|"|')/.exec(quoted)?.[0].length ?? 1;
    strings.push(quoted.slice(quotes, -quotes));
    return `$${strings.length - 1}$`;
  });
  // A letter beyond ASCII and its compatible form are one name to Python.
  // Since 3.12 code within them may have the same quotes, and what was taken for their end was none.
  const areWhole = codeStrings.every((each) => each.split("{").length === each.split("}").length);
  return { code, strings, isPlain: areWhole && !/[^\t-~]/.test(code) };
}
