import { isArray, isObject, textAt, valueAt, type Json, type JsonObject, type JsonPath } from "../json/value";

/**
 * What a JSON Schema says of a field: it lists it, allows any beside those that it lists (`open`), lists others only
 * (`unlisted`, which JSON Schema would take), rules it out (`closed`), or says nothing of fields (`silent`).
 */
type Standing = "listed" | "open" | "unlisted" | "closed" | "silent";

/** Schemas refer to themselves: behind so many steps nothing is certain. */
const MOST_STEPS = 2_000;

/** A JSON Schema of any draft, asked which fields its values have. What it does not certainly say counts as allowed. */
export class SchemaFields {
  private steps = 0;

  constructor(private readonly root: Json) {}

  /** How many steps of a path the schema leaves possible: all of them where nothing is certain. */
  depth(path: JsonPath): number {
    for (let length = 1; length <= path.length; length++) {
      this.steps = 0;
      const standing = this.standing(this.root, path.slice(0, length));
      if (standing === "closed" || standing === "unlisted") return length - 1;
    }
    return path.length;
  }

  /** The names that it lists at a path, in its order, each with its schema. */
  fields(path: JsonPath): ReadonlyMap<string, Json> {
    const found = new Map<string, Json>();
    for (const schema of this.schemasAt(path)) {
      const properties = schema.get("properties");
      if (!isObject(properties)) continue;
      for (const [name, inner] of properties) if (!found.has(name)) found.set(name, inner);
    }
    return found;
  }

  /** The objects among the schemas that may hold at a path. */
  private schemasAt(path: JsonPath): Iterable<JsonObject> {
    let here = this.parts([this.root]);
    for (const step of path) here = this.parts([...here].flatMap((schema) => this.inner(schema, step)));
    return here;
  }

  /** Schemas and those that they are put together of, each once. */
  private parts(schemas: readonly Json[]): ReadonlySet<JsonObject> {
    const found = new Set<JsonObject>();
    const pending = schemas.toReversed();
    for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
      if (!isObject(schema) || found.has(schema)) continue;
      found.add(schema);
      const referred = this.referred(schema);
      const together = [...COMBINING.flatMap((key) => listAt(schema, key)), ...conditional(schema)];
      pending.push(...together.toReversed(), ...(referred === undefined ? [] : [referred]));
    }
    return found;
  }

  /** What a schema's own keywords say of a step's values. */
  private inner(schema: JsonObject, step: string | number): readonly Json[] {
    if (typeof step === "number") {
      const items = schema.get("prefixItems") ?? schema.get("items");
      const inner = isArray(items)
        ? (items[step] ?? schema.get("additionalItems") ?? schema.get("items"))
        : items;
      return inner === undefined || isArray(inner) ? [] : [inner];
    }
    const inner = valueAt(schema, ["properties", step]);
    return inner === undefined ? [] : [inner];
  }

  private standing(schema: Json, path: JsonPath): Standing {
    const [step, ...rest] = path;
    if (schema === false) return "closed";
    if (step === undefined) return "listed";
    if (!isObject(schema)) return "silent";
    if (this.steps++ > MOST_STEPS) return "open";
    const of = (part: Json) => this.standing(part, path);
    const referred = this.referred(schema);
    const refers = schema.has("$ref") || schema.has("$dynamicRef");
    return all([
      this.own(schema, step, rest),
      ...(refers ? [referred === undefined ? "open" : of(referred)] : []),
      ...listAt(schema, "allOf").map(of),
      ...["anyOf", "oneOf"].flatMap((key) => (schema.has(key) ? [any(listAt(schema, key).map(of))] : [])),
      ...conditional(schema).map((part) => any([of(part), "silent"])),
    ]);
  }

  private own(schema: JsonObject, step: string | number, rest: JsonPath): Standing {
    const types = typesOf(schema);
    // A path may go on into a text that is JSON.
    const container = typeof step === "number" ? "array" : "object";
    if (types && !types.includes(container) && !types.includes("string")) return "closed";
    const values = this.inner(schema, step);
    if (values.length > 0) return all(values.map((value) => this.standing(value, rest)));
    if (typeof step === "number") return "silent";
    const patterns = schema.get("patternProperties");
    if (isObject(patterns) && [...patterns.keys()].some((pattern) => mayMatch(pattern, step))) return "open";
    const others = schema.get("additionalProperties") ?? schema.get("unevaluatedProperties");
    if (others === false) return schema.has("additionalProperties") ? "closed" : "unlisted";
    if (isObject(others)) return others.size === 0 ? "open" : orOpen(this.standing(others, rest));
    if (others !== undefined) return "open";
    const properties = schema.get("properties");
    return isObject(properties) && properties.size > 0 ? "unlisted" : "silent";
  }

  /** What a reference within the schema leads to. */
  private referred(schema: JsonObject): Json | undefined {
    const reference = textAt(schema, ["$ref"]);
    if (reference === undefined || !/^#(?:\/|$)/.test(reference)) return undefined;
    const steps = reference.slice(1).split("/").slice(1).map(decoded);
    return steps.reduce<Json | undefined>(
      (value, step) =>
        value === undefined ? undefined : valueAt(value, [isArray(value) ? Number(step) : step]),
      this.root,
    );
  }
}

const COMBINING = ["allOf", "anyOf", "oneOf"] as const;

/** Schemas that hold for some values only. */
function conditional(schema: JsonObject): readonly Json[] {
  const byField = ["dependentSchemas", "dependencies"].flatMap((key) => {
    const schemas = schema.get(key);
    return isObject(schemas) ? [...schemas.values()] : [];
  });
  return [...["then", "else"].flatMap((key) => schema.get(key) ?? []), ...byField];
}

/** What several schemas that all hold say together. */
function all(standings: readonly Standing[]): Standing {
  return (
    (["closed", "listed", "open", "unlisted"] as const).find((one) => standings.includes(one)) ?? "silent"
  );
}

/** What several schemas of which one holds say together. */
function any(standings: readonly Standing[]): Standing {
  if (standings.includes("listed")) return "listed";
  if (standings.includes("open")) return "open";
  if (standings.length === 0 || standings.includes("silent")) return "silent";
  return standings.includes("unlisted") ? "unlisted" : "closed";
}

function orOpen(standing: Standing): Standing {
  return standing === "closed" || standing === "unlisted" ? standing : "open";
}

function listAt(schema: JsonObject, key: string): readonly Json[] {
  const list = schema.get(key);
  return isArray(list) ? list : [];
}

function typesOf(schema: JsonObject): readonly Json[] | undefined {
  const type = schema.get("type");
  if (typeof type === "string") return [type];
  return isArray(type) ? type : undefined;
}

function mayMatch(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return true;
  }
}

function decoded(step: string): string {
  const plain = step.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
