import { reach, type Json, type JsonPath } from "../json/value";
import { sampleNamespace } from "../sample/namespace";
import { isReadable } from "../sample/output";
import type { Sample } from "../sample/sample";
import type { Namespace } from "../template/names";
import { pathText, valueThrough } from "../template/render";

/** In which rows a variable has a value. */
export interface Coverage {
  /** How many rows were looked at: all for `item` but those that expect it missing, the first ones that have an output for `sample`. */
  readonly rows: number;
  /** The rows without it by their positions, rising. */
  readonly missing: readonly number[];
}

/** Outputs are read as JSON to look into them, and that many tell enough. */
const MOST_OUTPUTS = 200;
const MOST_ASKED = 1_000;

/**
 * The rows of a samples file and where variables have values in them. Answers are kept, so make one for each text
 * of the file and ask it again: the first question about a path costs a look at every row.
 */
export class RowValues {
  private readonly answers = new Map<string, Coverage>();
  private outputs: readonly (readonly [number, Json])[] | undefined;

  readonly samples: readonly Sample[];

  /**
   * @param rows what stands for a row that can't be read has no values, and is none of them
   * @param isWhole whether these are all rows of their file
   */
  constructor(
    private readonly rows: readonly Sample[],
    readonly isWhole = true,
  ) {
    this.samples = rows.filter(isReadable);
  }

  /** Where `{{namespace.path}}` has a value; a null is one (facts.md "Templates"). */
  coverage(namespace: Namespace, path: JsonPath): Coverage {
    const key = pathText(namespace, path);
    const answer = this.answers.get(key) ?? this.lookUp(namespace, path);
    this.answers.set(key, answer);
    return answer;
  }

  /** Whether some row has a value there; of a huge file only the first rows are asked. */
  has(namespace: Namespace, path: JsonPath): boolean {
    return this.asked(namespace).some((root) => valueThrough(root, path).value !== undefined);
  }

  /** Whether some row has a value there by going on into a text which is JSON. */
  isWithinText(namespace: Namespace, path: JsonPath): boolean {
    return this.asked(namespace).some((root) => valueThrough(root, path).isWithinText);
  }

  /** How many steps of the path exist, in the row where the most do. */
  depth(namespace: Namespace, path: JsonPath): number {
    return this.asked(namespace).reduce((depth, root) => Math.max(depth, reach(root, path).depth), 0);
  }

  private asked(namespace: Namespace): readonly Json[] {
    return namespace === "item"
      ? this.samples.slice(0, MOST_ASKED).map(({ item }) => item)
      : this.outputValues().map(([, output]) => output);
  }

  private lookUp(namespace: Namespace, path: JsonPath): Coverage {
    const roots = namespace === "item" ? this.items() : this.outputValues();
    const missing: number[] = [];
    let rows = 0;
    for (const [index, root] of roots) {
      rows++;
      if (valueThrough(root, path).value === undefined) missing.push(index);
    }
    return { rows, missing };
  }

  /** A row that expects the variable to be missing has it missing on purpose. */
  private *items(): Generator<readonly [number, Json]> {
    for (const [index, sample] of this.rows.entries()) {
      const isMeant = sample.expect?.errors?.includes("invalid_variable_error") === true;
      if (!isMeant && isReadable(sample)) yield [index, sample.item];
    }
  }

  private outputValues(): readonly (readonly [number, Json])[] {
    return (this.outputs ??= this.readOutputs());
  }

  private readOutputs(): readonly (readonly [number, Json])[] {
    const found: [number, Json][] = [];
    for (const [index, sample] of this.rows.entries()) {
      if (found.length === MOST_OUTPUTS) break;
      if (sample.output.kind !== "none") found.push([index, sampleNamespace(sample)]);
    }
    return found;
  }
}
