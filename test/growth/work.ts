import { completeFormula, formulaSignature } from "../../src/core/complete/formulaHelp";
import { hoverFormula } from "../../src/core/complete/formulaHover";
import { completeTemplate } from "../../src/core/complete/templateHelp";
import { hoverTemplate } from "../../src/core/complete/templateHover";
import { subGraderAt } from "../../src/core/complete/subGraderSymbol";
import { readRow } from "../../src/core/dataset/row";
import { readSamples } from "../../src/core/dataset/rows";
import { checkedGrader } from "../../src/core/engine/checkedGrader";
import { createEngine } from "../support/createEngine";
import { graderAt, readGraderDocument, type GraderDocument } from "../../src/core/grader/document";
import { gradableBases } from "../../src/core/grader/places";
import { graderTokens } from "../../src/core/highlight/graderTokens";
import { fromPlain, isObject } from "../../src/core/json/value";
import { ProviderError } from "../../src/core/provider/provider";
import { RowValues } from "../../src/core/validate/rowValues";
import { checkGrader } from "../../src/core/validate/validateGrader";
import { testPorts } from "../support/engine";

/** Rows in which some variables have values, as deep as JSON is read. */
function rows(): RowValues {
  const deep = JSON.parse(`${'{"a":'.repeat(200)}1${"}".repeat(200)}`) as object;
  const row = fromPlain({ item: { ...deep, b: 1 }, model_sample: JSON.stringify(deep) });
  return new RowValues(isObject(row) ? [readRow(row)] : []);
}

function whole(text: string): GraderDocument[] {
  const file = readGraderDocument("a.json", text);
  const bases = gradableBases("a.json", file.json.value, { anywhere: true });
  return bases.length > 0 ? bases.map((base) => graderAt("a.json", file.json, base)) : [file];
}

/** What is asked of a text, by name: a command line, an editor and a run. */
export const WORK: Readonly<Record<string, (text: string) => unknown>> = {
  read: (text) => whole(text),
  check: (text) => whole(text).map((document) => checkGrader(document)),
  "check with rows": (text) => whole(text).map((document) => checkGrader(document, { rows: rows() })),
  colour: (text) => whole(text).map(graderTokens),
  help: (text) => whole(text).map((document) => helpAt(document, places(text))),
  grade: async (text) => {
    for (const { root } of whole(text)) if (root) await grade(root);
  },
};

export const readAll = (text: string, name: string) => readSamples(text, name);

/** Where something is typed: in the middle and at the end of what is long. */
function places(text: string): number[] {
  const end = text.lastIndexOf("}}");
  return [text.length >> 1, Math.max(end, 0), Math.max(text.lastIndexOf('"') - 1, 0)];
}

function helpAt(document: GraderDocument, offsets: readonly number[]): void {
  for (const offset of offsets) {
    completeTemplate(document, offset, rows().samples);
    completeFormula(document, offset);
    formulaSignature(document, offset);
    hoverTemplate(document, offset, undefined);
    hoverFormula(document, offset);
    subGraderAt(document, offset);
  }
}

const engine = createEngine(testPorts);

async function grade(grader: NonNullable<GraderDocument["root"]>): Promise<void> {
  const [sample] = rows().samples;
  if (!sample) return;
  try {
    checkedGrader(grader);
    await engine.run({ grader, sample }, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}
