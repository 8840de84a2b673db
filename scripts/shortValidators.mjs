// ajv's validators as they are loaded: its code says everything at length, and src/core/validate/schema.ts reads
// little of an error.

/** Keywords that src/core/validate/schemaWords.ts has words of its own for; of others ajv's message is shown. */
const OWN_WORDS =
  /^(required|additionalProperties|enum|const|type|minItems|maxItems|minProperties|minimum|maximum|not|discriminator)$/;

const FUNCTION = /(function validate\d+\()data, \{.*?\}=\{\}\)(\{.*?)let vErrors = null;let errors = 0;/g;
const CALL =
  /if\(!\((validate\d+\(.+?), \{instancePath:?(.*?),parentData.*?\}\)\)\)\{vErrors = .*?;errors = vErrors\.length;\}/g;
const ERROR =
  /const (err\d+) = \{(.*?)\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
const MEMBERS =
  /^instancePath:?(?<path>.*?),schemaPath:.*?,keyword:"(?<keyword>\w+)",params:(?<params>.*?),message:(?<message>.*?),schema:.*,parentSchema:(?<schema>[^,]+)/;
const RESET =
  /errors = (_errs\d+);if\(vErrors !== null\)\{if\(\1\)\{vErrors\.length = \1;\}else \{vErrors = null;\}\}/g;
const TEXT_FIELD =
  /if\(([\w.$]+) !== undefined\)\{(?:let (data\d+) = \1;)?if\(typeof (?:\1|\2) !== "string"\)\{add\(vErrors, ([^,]+), "type", \{type: "string"\}\);\}\}/g;
const MISSING =
  /if\((data\d*)\.(\w+) === undefined\)\{add\(vErrors, ([^,]+), "required", \{missingProperty: "\2"\}\);\}/g;
const UNKNOWN =
  /for\(const (key\d+) in (data\d*)\)\{if\(![^{]*\)\{add\(vErrors, ([^,]+), "additionalProperties", \{additionalProperty: \1\}, ([^)]+)\);\}\}/g;

/** What the code below calls. */
const HELPERS = `
function errorsOf(validate, data) {
  const errors = [];
  validate(data, "", errors);
  return errors;
}
function add(errors, instancePath, keyword, params, parentSchema, message) {
  errors.push({ instancePath, keyword, params, parentSchema, message });
}
function need(errors, instancePath, data, missingProperty) {
  if (data[missingProperty] === undefined) add(errors, instancePath, "required", { missingProperty });
}
function knowAll(errors, instancePath, data, schema) {
  for (const additionalProperty in data)
    if (!Object.hasOwn(schema.properties, additionalProperty))
      add(errors, instancePath, "additionalProperties", { additionalProperty }, schema);
}
function mayBeText(errors, instancePath, value) {
  if (value !== undefined && typeof value !== "string") add(errors, instancePath, "type", { type: "string" });
}`;

/**
 * ajv's functions with the same findings in a third of the code: they share one list of errors and make them in one
 * place. What is exported gives the errors of a value.
 * @param {string} code ajv's, with `verbose` errors
 */
export function withShortErrors(code) {
  const { text, schemas } = withoutUnread(code);
  const short = text
    .replace(FUNCTION, "$1data, instancePath, vErrors)$2")
    .replace(/validate\d+\.errors = vErrors;return errors === 0;/g, "")
    .replace(CALL, (_, call, path) => `${call}, ${path || "instancePath"}, vErrors);`)
    .replace(ERROR, (_, _name, members) => addition(members, schemas))
    .replace(RESET, "vErrors.length = $1;")
    .replace(/(?<=[ (])errors(?= ===|;)/g, "vErrors.length")
    .replace(TEXT_FIELD, "mayBeText(vErrors, $3, $1);")
    .replace(MISSING, 'need(vErrors, $3, $1, "$2");')
    .replace(UNKNOWN, "knowAll(vErrors, $3, $2, $4);")
    .replace(/export const (\w+) = (validate\d+);/g, "export const $1 = (data) => errorsOf($2, data);");
  const left = /.{0,60}(?:vErrors [=!]|errors\+\+|parentData).{0,60}/.exec(short)?.[0];
  if (left !== undefined)
    throw new Error(`ajv's code is none that scripts/shortValidators.mjs knows: ${left}`);
  return short + HELPERS;
}

/**
 * The call that makes an error: with its schema where findings read that, with ajv's message where we have no words.
 * @param {string} members of the error's object literal; none where ajv only counts
 * @param {ReadonlyMap<string, any>} schemas
 */
function addition(members, schemas) {
  if (members === "") return "vErrors.push({});";
  const found = MEMBERS.exec(members)?.groups;
  if (!found) throw new Error(`ajv's error is none that scripts/shortValidators.mjs knows: ${members}`);
  const { path, keyword = "", params, message, schema = "" } = found;
  const [name = "", ...steps] = schema.match(/[\w$]+/g) ?? [];
  const { errorMessage } = steps.reduce((at, step) => at[step], schemas.get(name));
  const args = ["vErrors", path || "instancePath", `"${keyword}"`, params];
  if (!OWN_WORDS.test(keyword)) args.push(schema, message);
  else if (errorMessage !== undefined || keyword === "additionalProperties") args.push(schema);
  return `add(${args.join(", ")});`;
}

/** The schemas in the code with what findings read of them: words of their own, known names and choices. @param {string} code */
function withoutUnread(code) {
  const schemas = new Map();
  const [before, ...parts] = code.split(/const (?=schema\d+ = \{)/);
  const short = parts.map((part) => {
    const start = part.indexOf("{");
    const end = endOfJson(part, start);
    const name = part.slice(0, start - " = ".length);
    schemas.set(name, readOf(JSON.parse(part.slice(start, end))));
    return `const ${name} = ${JSON.stringify(schemas.get(name))}${part.slice(end)}`;
  });
  return { text: [before, ...short].join(""), schemas };
}

/** @param {any} schema @returns {Record<string, unknown>} */
function readOf({
  errorMessage,
  enum: choices,
  type,
  properties,
  items,
  additionalProperties: others,
  allOf,
}) {
  return {
    errorMessage,
    enum: choices,
    ...(Array.isArray(type) && { type }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, readOf(value)]),
      ),
    }),
    ...(items && { items: readOf(items) }),
    ...(typeof others === "object" && { additionalProperties: readOf(others) }),
    ...(allOf && { allOf: allOf.map(readOf) }),
  };
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
