import { pythonBlocks, type PythonBlock } from "../literal/pythonBlocks";

/** The statements of a module that a function needs, itself among them, as a source of their own. */
export interface Needed {
  readonly source: string;
  /** Statements that stay behind. */
  readonly left: readonly PythonBlock[];
}

const BOUND =
  /^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^[ \t]*(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*(?::[^=\n]+)?=(?!=)|\bas[ \t]+(\w+)|^[ \t]*import[ \t]+([\w., \t]+)|^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]+\(?([\w\s,*]+)/gm;

/**
 * Takes what a function needs out of a module: a trainer's set-up around it would not run in a grader. Names decide,
 * in strings too, so that rather too much comes along than too little.
 */
export function neededBy(text: string, name: string): Needed {
  const blocks = pythonBlocks(text).map((block) => ({ block, code: text.slice(block.head, block.end) }));
  const bound = blocks.map(({ code }) => namesBound(code));
  const wanted = new Set([name]);
  const taken = new Set<number>();
  for (let grew = true; grew;) {
    grew = false;
    for (const [index, { code }] of blocks.entries()) {
      const isAlways = /^from[ \t]+__future__|^from[ \t]+\S+[ \t]+import[ \t]+\*/.test(code);
      if (taken.has(index) || !(isAlways || bound[index]?.some((each) => wanted.has(each)))) continue;
      taken.add(index);
      grew = true;
      const isImport = /^(?:import|from)\b/.test(code);
      if (!isImport) for (const [word] of code.matchAll(/[A-Za-z_]\w*/g)) wanted.add(word);
    }
  }
  const kept = blocks.filter((_, index) => taken.has(index));
  return {
    source: kept.map(({ block }) => blockText(text, block, name)).join(""),
    left: blocks.filter((_, index) => !taken.has(index)).map(({ block }) => block),
  };
}

function namesBound(code: string): readonly string[] {
  const isDefinition = /^(?:async[ \t]+def|def|class)\b/.test(code);
  const head = isDefinition ? code.slice(0, !code.includes("(") ? 200 : code.indexOf("(") + 1) : code;
  return [...head.matchAll(BOUND)].flatMap(([, defined, assigned, alias, imported, from]) => {
    const names = (assigned ?? imported ?? from ?? "").split(",");
    return [defined, alias, ...names.map((each) => each.trim().split(/\s|\./)[0])].filter(
      (each) => each !== undefined && each !== "",
    );
  }) as readonly string[];
}

/** A block's text with a blank line before definitions; a trainer's decorator stays behind. */
function blockText(text: string, block: PythonBlock, name: string): string {
  const code = text.slice(block.head, block.end).replace(/\s*$/, "\n");
  const isFunction = new RegExp(`^(?:async[ \\t]+)?def[ \\t]+${name}\\b`).test(code);
  const lead = isFunction
    ? text.slice(block.start, block.head).replace(/^@[^]*/m, "")
    : text.slice(block.start, block.head);
  const isDefinition = /^(?:async[ \t]+def|def|class)\b/.test(code);
  return `${isDefinition ? "\n\n" : ""}${lead}${code}`;
}
