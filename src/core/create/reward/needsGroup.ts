import type { PythonFunction } from "./pythonFunctions";

const AGGREGATE =
  /(?:mean|fmean|average|std|stdev|pstdev|var|variance|median|max|min|sum|sorted|argsort|argmax|rankdata|Counter|set|softmax|normali[sz]e|percentile|quantile|zscore|unique)/
    .source;

/**
 * What in a function looks at several completions at once, so that its reward for one alone is another: a mean, a rank,
 * duplicates. Undefined where every completion is looked at by itself.
 *
 * @param functions those that it may hand its list on to
 */
export function groupUse(
  { body, parameters }: PythonFunction,
  functions: readonly PythonFunction[],
  depth = 0,
): string | undefined {
  const names = groupNames(
    body,
    parameters.filter(({ kind, hasDefault }) => kind === "plain" && !hasDefault).map(({ name }) => name),
  );
  const list = `(?:${[...names].map((name) => name.replace(/\W/g, "")).join("|")})`;
  const patterns = [
    `\\b${AGGREGATE}\\(\\s*${list}\\s*[,)]`,
    `\\b${AGGREGATE}\\([^()]*(?:\\([^()]*\\)[^()]*)*\\bfor\\s+[\\w, ()]+\\s+in\\s+(?:enumerate\\(|zip\\()?\\s*${list}\\b`,
    `\\b${list}\\s*\\.\\s*(?:mean|std|var|max|min|sum|count|index|sort|rank)\\(`,
    `/\\s*len\\(\\s*${list}\\s*\\)`,
    `\\blen\\(\\s*${list}\\s*\\)\\s*(?:[<>]=?|==|!=)\\s*[1-9]`,
    `\\bgroupby\\(`,
  ];
  for (const pattern of patterns) {
    const found = new RegExp(pattern).exec(body)?.[0];
    if (found !== undefined) return found.replace(/\s+/g, " ").slice(0, 60);
  }
  return nestedLoop(body, list) ?? (depth < 3 ? handedOn(body, list, functions, depth) : undefined);
}

/** The lists that have an entry a completion: parameters, and what the function makes of them as a whole. */
function groupNames(body: string, parameters: readonly string[]): ReadonlySet<string> {
  const names = new Set(parameters);
  for (let before = -1; before !== names.size;) {
    before = names.size;
    const list = `(?:${[...names].join("|")})`;
    const made = new RegExp(
      `\\b(\\w+)\\s*(?::[^=\\n]+)?=\\s*(?:\\[[^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*\\bfor\\b[^\\n]*\\bin\\s+(?:enumerate\\(|zip\\()?\\s*${list}\\b|(?:[\\w.]+\\()+\\s*${list}\\s*[,)]|list\\(map\\([^\\n]*\\b${list}\\b)`,
      "g",
    );
    for (const [whole, name = ""] of body.matchAll(made)) if (!isLength(whole)) names.add(name);
    // Lists that are filled in a loop over another one.
    if (new RegExp(`\\bfor\\s+[\\w, ()]+\\s+in\\s+(?:enumerate\\(|zip\\()?\\s*${list}\\b[^\\n]*:`).test(body))
      for (const [, name = ""] of body.matchAll(/^[ \t]{1,8}(\w+)\s*(?::[^=\n]+)?=\s*\[\s*\]/gm))
        if (isAtTop(body, name)) names.add(name);
  }
  return names;
}

/** `n = len(completions)` is a number. */
function isLength(code: string): boolean {
  return /=\s*(?:len|str|int|float|bool)\(/.test(code);
}

/** Whether a list is begun outside of every loop, so that it has an entry a completion. */
function isAtTop(body: string, name: string): boolean {
  const indent = /^([ \t]+)\S/m.exec(body)?.[1] ?? "";
  return new RegExp(`^${indent}${name}\\s*(?::[^=\\n]+)?=\\s*\\[`, "m").test(body);
}

/** Each completion against each. */
function nestedLoop(body: string, list: string): string | undefined {
  const loops = [
    ...body.matchAll(new RegExp(`^([ \\t]*)for\\s+[\\w, ()]+\\s+in\\s+[^\\n]*\\b${list}\\b`, "gm")),
  ];
  for (const [index, outer] of loops.entries()) {
    const inner = loops
      .slice(index + 1)
      .find(
        (each) =>
          (each[1] ?? "").length > (outer[1] ?? "").length &&
          !new RegExp(`\\n[ \\t]{0,${(outer[1] ?? "").length}}\\S`).test(
            body.slice(outer.index + outer[0].length, each.index),
          ),
      );
    if (inner) return inner[0].trim();
  }
  return undefined;
}

/** The list goes to another function of the text as a whole. */
function handedOn(
  body: string,
  list: string,
  functions: readonly PythonFunction[],
  depth: number,
): string | undefined {
  for (const each of functions) {
    if (!new RegExp(`\\b${each.name}\\(\\s*${list}\\s*[,)]`).test(body)) continue;
    const use = groupUse(each, functions, depth + 1);
    if (use !== undefined) return use;
  }
  return undefined;
}
