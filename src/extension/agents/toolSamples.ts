import { readSamples } from "../../core/dataset/rows";
import { pairedSamplesNames } from "../../core/grader/fileNames";
import { LineIndex } from "../../core/json/lines";
import { readPairedSamples, readSamplesFile, type PairedSamples } from "../samples/pairedSamples";
import { findFile, type ToolGrader } from "./toolGraders";

/** Which rows a tool grades; without either, those beside the grader. */
export interface SamplesInput {
  /** Rows as in a samples file; models also write their JSON text. */
  readonly samples?: readonly object[] | string;
  readonly samples_file?: string;
}

const ROW_FORM = 'A row is {"item": {…}, "model_sample": "the model\'s output"}.';

/** @throws Error with words for the model, where there is no row or a row can't be read */
export async function readToolSamples(
  { samples: given, samples_file: file }: SamplesInput,
  { uri }: ToolGrader,
): Promise<ToolSamples> {
  if (given !== undefined) {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    const { samples, problems } = readSamples(text, "samples.json");
    return usable("samples", { text, rows: samples, problems, isWhole: true });
  }
  const read =
    file === undefined ? await readPairedSamples(uri) : await readSamplesFile(await findFile(file));
  if (read) return usable(file ?? read.uri.fsPath, read);
  const [beside = ""] = pairedSamplesNames(uri.path);
  throw new Error(
    `There are no samples: no ${beside} beside the grader. Give samples or samples_file. ${ROW_FORM}`,
  );
}

/** Rows that can be graded. */
type ToolSamples = Pick<PairedSamples, "rows" | "isWhole">;

function usable(name: string, { text, rows, problems, isWhole }: Omit<PairedSamples, "uri">): ToolSamples {
  const wrong = problems.find(({ severity }) => severity === "error");
  if (wrong) {
    const { line } = new LineIndex(text).positionOf(wrong.range.start);
    throw new Error(`${name}, line ${line + 1}: ${wrong.message} ${ROW_FORM}`);
  }
  if (rows.length === 0) throw new Error(`${name} has no row. ${ROW_FORM}`);
  return { rows, isWhole };
}
