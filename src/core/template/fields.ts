import { isArray, isObject, kindOf, valueAt, type Json, type JsonKind, type JsonPath } from "../json/value";
import { sampleNamespace } from "../sample/namespace";
import { isReadable } from "../sample/output";
import type { Sample } from "../sample/sample";
import { SAMPLE_FIELDS, type Namespace } from "./names";

/** What samples have at one step of a path. */
export interface Field {
  /** A key, or an index of an array. */
  readonly step: string | number;
  readonly kinds: readonly JsonKind[];
  /** How many of the looked at samples have it. */
  readonly count: number;
  /** The first value that was found; undefined where only the table of names knows the field. */
  readonly example: Json | undefined;
  readonly description: string | undefined;
}

export interface Fields {
  readonly fields: readonly Field[];
  /** How many samples were looked at. */
  readonly samples: number;
}

/** More rows than these tell little more, and completion has 20 ms. */
const MOST_SAMPLES = 200;
const MOST_FIELDS = 300;
const MOST_INDICES = 20;

/** What can follow `path` in a namespace: what samples really have there, and the documented fields of `sample`. */
export function fieldsAt(namespace: string, path: JsonPath, samples: readonly Sample[]): Fields {
  const roots = rootsOf(namespace, samples);
  const found = new Map<string | number, Json[]>();
  for (const root of roots) {
    for (const [step, value] of membersOf(valueAt(root, path))) {
      const values = found.get(step);
      if (values) values.push(value);
      else if (found.size < MOST_FIELDS) found.set(step, [value]);
    }
  }
  const known = namespace === ("sample" satisfies Namespace) && path.length === 0 ? SAMPLE_FIELDS : {};
  const steps = new Set([...found.keys(), ...Object.keys(known)]);
  const fields = [...steps].map((step): Field => {
    const values = found.get(step) ?? [];
    const documented = known[step];
    return {
      step,
      kinds: values.length > 0 ? [...new Set(values.map(kindOf))] : (documented?.kinds ?? []),
      count: values.length,
      example: values.find((value) => value !== null) ?? values[0],
      description: documented?.description,
    };
  });
  return { fields, samples: roots.length };
}

function rootsOf(namespace: string, samples: readonly Sample[]): readonly Json[] {
  const looked = samples.filter(isReadable).slice(0, MOST_SAMPLES);
  if (namespace === "item") return looked.map(({ item }) => item);
  // A row without an output would show fields of an empty one, which no model wrote.
  return looked.filter(({ output }) => output.kind !== "none").map((sample) => sampleNamespace(sample));
}

function membersOf(value: Json | undefined): Iterable<readonly [string | number, Json]> {
  if (isObject(value)) return [...value].filter(([key]) => canBeWritten(key));
  return isArray(value) ? value.slice(0, MOST_INDICES).entries() : [];
}

/** Braces end a variable wherever they stand, and no escape exists (facts.md "Templates"). */
function canBeWritten(key: string): boolean {
  return !/\{\{|\}\}|\n|[\uD800-\uDFFF]/.test(key.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ""));
}
