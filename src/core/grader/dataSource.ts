import { isObject, valueAt, type Json, type JsonObject, type JsonPath } from "../json/value";
import { SchemaFields } from "./schemaFields";

/** Where an eval says what its rows are. */
export const DATA_SOURCE: JsonPath = ["data_source_config"];

/** What an eval says of its rows. */
export interface DataSource {
  /** The JSON Schema of `item`, and where it stands in the eval. */
  readonly item:
    { readonly schema: Json; readonly fields: SchemaFields; readonly path: JsonPath } | undefined;
  /** Whether its templates may use `sample`; undefined where nothing tells. */
  readonly hasSample: boolean | undefined;
}

/**
 * As it was created with (`item_schema`, `include_sample_schema`), or as the API returns it (`schema` of a whole row).
 * Other kinds than `custom` bring rows of the service's own, with samples.
 */
export function dataSourceOf(root: JsonObject | undefined): DataSource {
  const config = root && valueAt(root, DATA_SOURCE);
  if (!isObject(config) || (config.has("type") && config.get("type") !== "custom"))
    return { item: undefined, hasSample: undefined };
  for (const path of [["item_schema"], ["schema", "properties", "item"]]) {
    const schema = valueAt(config, path);
    if (!isObject(schema)) continue;
    const fields = new SchemaFields(schema);
    return { item: { schema, fields, path: [...DATA_SOURCE, ...path] }, hasSample: hasSample(config) };
  }
  return { item: undefined, hasSample: config.has("include_sample_schema") ? hasSample(config) : undefined };
}

function hasSample(config: JsonObject): boolean {
  return (
    config.get("include_sample_schema") === true ||
    valueAt(config, ["schema", "properties", "sample"]) !== undefined
  );
}
