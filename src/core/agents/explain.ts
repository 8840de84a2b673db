import { GRADER_TYPES, isGraderType } from "../grader/types";
import { closestOnes } from "../json/closest";
import { isArray, isObject, textAt, valueAt, type Json } from "../json/value";
import { ERROR_FLAGS } from "../result/errorFlags";
import { flagWords } from "../result/flags";
import { CODES } from "../validate/codes";

/** Where explanations come from beside our own tables. */
export interface Explanations {
  /** The page of a lint code in Markdown; undefined where there is none. */
  readonly page: (code: string) => Promise<string | undefined>;
  /** schemas/grader.schema.json. */
  readonly schema: () => Promise<Json>;
}

/** What `graders_explain` answers: the page of a lint code, error flag or grader type; else what there is. */
export async function explain(topic: string, sources: Explanations): Promise<string> {
  const word = topic.trim();
  if (CODES.some(({ code }) => code === word)) return (await sources.page(word)) ?? unknownTopic(word);
  if (isGraderType(word)) return typePage(word, await sources.schema());
  return flagPage(word) ?? unknownTopic(word);
}

/** Of a flag, or of the key of its details. */
function flagPage(word: string): string | undefined {
  const flag = ERROR_FLAGS.find((known) => [known, `${known}_details`, `${known}_type`].includes(word));
  if (flag === undefined) return undefined;
  const { title, meaning, mend } = flagWords(flag);
  return `# ${title}

An error flag of a result: \`${flag}\`. ${meaning}

${mend}

A result with a flag is errored: its reward of 0 says nothing about the output.
`;
}

function typePage(type: string, schema: Json): string {
  const definitions = valueAt(schema, ["definitions"]);
  const definition = valueAt(definitions, [type]);
  const required = valueAt(definition, ["required"]);
  const properties = valueAt(definition, ["properties"]);
  const fields = (isObject(properties) ? [...properties] : []).map(([name, field]) => {
    const needed = isArray(required) && required.includes(name) ? ", required" : "";
    return `- \`${name}\`${needed}: ${descriptionOf(field, definitions)}`;
  });
  return `# ${type}\n\n${descriptionOf(definition, definitions)}\n\n## Fields\n\n${fields.join("\n")}\n`;
}

/** Its own words, or those of the definition that it refers to. */
function descriptionOf(schema: Json | undefined, definitions: Json | undefined): string {
  const text = textAt(schema, ["markdownDescription"]);
  if (text !== undefined) return text;
  const reference = textAt(schema, ["$ref"]);
  if (reference === undefined) return "";
  return descriptionOf(valueAt(definitions, [reference.slice("#/definitions/".length)]), definitions);
}

function unknownTopic(topic: string): string {
  const lists = {
    "grader types": GRADER_TYPES,
    "error flags": ERROR_FLAGS,
    "lint codes": CODES.map(({ code }) => code),
  };
  const near = closestOnes(topic, Object.values(lists).flat()).slice(0, 3);
  const hint = near.length > 0 ? ` Did you mean ${near.join(", ")}?` : "";
  const known = Object.entries(lists).map(([group, names]) => `- ${group}: ${names.join(", ")}`);
  return `There is no explanation of "${topic.slice(0, 100)}".${hint}\n\nKnown:\n\n${known.join("\n")}\n`;
}
