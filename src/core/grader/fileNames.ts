import { DATA_ENDINGS } from "./dataFormats";

/** Names that grader files go by (architecture.md "Files a user keeps"); package.json repeats them for the schema. */
const GRADER_FILE =
  /(?:\.grader\.jsonc?|[_-]grader\.json|grader-config\.json|grader_config[^/\\]*\.json)$|(?:^|[/\\])grader\.json$/;
const EMBEDDING_FILE = /\.(?:job|eval)\.jsonc?$/;
const SAMPLES_FILE = /\.samples\.jsonl?$/;

export function isGraderFileName(path: string): boolean {
  return GRADER_FILE.test(path);
}

/** A file that has graders in it by its name: a job's or an eval's, as the API takes and returns them. */
export function isEmbeddingFileName(path: string): boolean {
  return EMBEDDING_FILE.test(path);
}

export function isEvalFileName(path: string): boolean {
  return /\.eval\.jsonc?$/.test(path);
}

export function isSamplesFileName(path: string): boolean {
  return SAMPLES_FILE.test(path);
}

/** `math` of `math.grader.json` or `math.eval.json`: what the samples and recordings beside it are called. */
export function graderStem(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return file.replace(/\.(?:grader|job|eval)\.jsonc?$|\.jsonc?$/, "");
}

/** `math` of `math.samples.jsonl`: what its grader is called; undefined for a file of another name. */
export function samplesStem(path: string): string | undefined {
  return isSamplesFileName(path) ? graderStem(path.replace(SAMPLES_FILE, "")) : undefined;
}

/** The names of paired samples files beside a grader, in the order they are looked for. */
export function pairedSamplesNames(path: string): readonly string[] {
  const stem = graderStem(path);
  return [`${stem}.samples.jsonl`, `${stem}.samples.json`];
}

/** The names of paired files of rows in any format, in the order they are looked for. */
export function pairedDataNames(path: string): readonly string[] {
  const stem = graderStem(path);
  return DATA_ENDINGS.map((ending) => `${stem}.samples${ending}`);
}

export function isRecordingsFileName(path: string): boolean {
  return path.endsWith(".judge.jsonl");
}

/** The name of the recorded judge answers beside a grader. */
export function recordingsName(path: string): string {
  return `${graderStem(path)}.judge.jsonl`;
}
