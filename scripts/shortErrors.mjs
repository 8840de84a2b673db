// ajv's validators as they are loaded: src/core/validate/schema.ts reads little of an error.

/** Keywords that src/core/validate/schemaWords.ts has words of its own for. */
const OWN_WORDS =
  "required|additionalProperties|enum|const|type|minItems|maxItems|minProperties|minimum|maximum|minLength|pattern";

/**
 * ajv's code without what nobody reads of its errors (core/validate/schema.ts), which is a quarter of it: 25 kB less
 * to load, with the same findings.
 * @param {string} code
 */
export function withShortErrors(code) {
  const short = withoutDefinitions(code)
    .replace(/schemaPath:"(?:[^"\\]|\\.)*",/g, "")
    .replace(new RegExp(`(keyword:"(?:${OWN_WORDS})",params:.*?),message:.*?(,schema:)`, "g"), "$1$2")
    .replace(/,schema:[^{}]*?,parentSchema:/g, ",parentSchema:")
    .replace(/(,parentSchema:[\w.$[\]"]+),data(?::\w+)?\}/g, "$1}")
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(\w+)\];\}else \{vErrors\.push\(\1\);\}/g,
      "vErrors = add(vErrors, $1);",
    );
  return `${short}
function add(errors, error) { return errors === null ? [error] : (errors.push(error), errors); }`;
}

/** The parts that others refer to are written out by themselves. @param {string} code */
function withoutDefinitions(code) {
  const [before, ...schemas] = code.split(/(?=const schema\d+ = \{)/);
  const short = schemas.map((text) => {
    const start = text.indexOf("{");
    const end = endOfJson(text, start);
    const own = JSON.parse(text.slice(start, end));
    delete own.definitions;
    return text.slice(0, start) + JSON.stringify(own) + text.slice(end);
  });
  return [before, ...short].join("");
}

/** Behind the JSON object at `start`. @param {string} text @param {number} start */
function endOfJson(text, start) {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") depth++;
    if (token === "}" && --depth === 0) return start + index + 1;
  }
  throw new Error("a schema in ajv's code has no end");
}
