import { t } from "@vscode/l10n";
import type { LineIndex } from "../json/lines";
import { checked, skipped, type Check, type PreflightFile, type PreflightFinding } from "./check";
import type { DataSummary, Misses } from "./dataFile";
import { textPlace } from "./textPlace";
import type { ItemVariable } from "./variables";

/** A data file with what was seen of it. */
export interface ReadData {
  readonly file: PreflightFile & ("training" | "validation");
  /** What people call it. */
  readonly name: string;
  readonly summary: DataSummary;
}

/** Each row is JSON with messages, the last one the user's. */
export function rowsCheck({ file, name, summary }: ReadData): Check {
  const { rows, faulty, findings } = summary;
  const title = file === "training" ? t("Training rows") : t("Validation rows");
  if (rows === 0) {
    const message = t("{0} has no rows. Reinforcement fine-tuning needs training and validation rows.", name);
    const place = { file, line: 1, column: 1 };
    return checked(file, title, [{ code: "no-rows", severity: "error", message, place }], message);
  }
  if (faulty === 0) {
    const summary =
      rows === 1
        ? t("1 row in {0}; its last message is the user's.", name)
        : t("{0} rows in {1}; the last message of each is the user's.", rows, name);
    return checked(file, title, [], summary);
  }
  return checked(file, title, findings, t("{0} of {1} rows can't be trained on in {2}.", faulty, rows, name));
}

/** Every path that the grader's templates read has a value in every row. */
export function variablesCheck(
  variables: readonly ItemVariable[],
  data: readonly ReadData[],
  graderLines: LineIndex,
): Check {
  const title = t("Template variables");
  if (variables.length === 0)
    return checked("variables", title, [], t("The grader's templates read no field of the rows."));
  const found = data.flatMap((read) =>
    variables.flatMap((variable) => {
      const misses = read.summary.misses.get(variable);
      return misses ? missFindings(variable, misses, read, graderLines) : [];
    }),
  );
  const readable = data.reduce((sum, { summary }) => sum + summary.readable, 0);
  if (readable === 0) return skipped("variables", title, t("There is no row to look for them in."));
  const names = variables.map(({ name }) => name).join(", ");
  if (found.length === 0)
    return checked("variables", title, [], t("{0}: in all of {1} rows.", names, readable));
  const lacking = variables.filter((variable) => data.some(({ summary }) => summary.misses.has(variable)));
  const [first] = lacking;
  const summary =
    first && lacking.length === 1
      ? t("{0} has no value in some rows: there the result is errored, with a reward of 0.", first.name)
      : t(
          "{0} of {1} variables have no value in some rows: there the result is errored, with a reward of 0.",
          lacking.length,
          variables.length,
        );
  return checked("variables", title, found, summary);
}

/** One finding at the variable, which counts, and one at each of the first rows. */
function missFindings(
  { name, range }: ItemVariable,
  { count, lines }: Misses,
  { file, name: fileName, summary }: ReadData,
  graderLines: LineIndex,
): readonly PreflightFinding[] {
  const code = "variable-missing";
  const severity = "error";
  const first = lines[0] ?? 1;
  const variable = `{{${name}}}`;
  const message = t(
    "{0} has no value in {1} of {2} rows of {3}, first in line {4}.",
    variable,
    count,
    summary.readable,
    fileName,
    first,
  );
  return [
    { code, severity, message, place: textPlace("grader", graderLines, range) },
    ...lines.map((line): PreflightFinding => {
      const place = { file, line, column: 1 };
      return { code, severity, message: t("This row has no {0}, which the grader reads.", name), place };
    }),
  ];
}

/** Prompts that are trained on and validated with: information, since some do it on purpose. */
export function duplicatesCheck(training: ReadData, validation: ReadData): Check {
  const title = t("Rows in both files");
  const { count, first } = training.summary.duplicates;
  const rows = training.summary.rows - training.summary.faulty;
  if (rows === 0 || validation.summary.rows === validation.summary.faulty)
    return skipped("duplicates", title, t("There are no rows to compare."));
  const findings = first.map(({ line, otherLine }): PreflightFinding => {
    const message = t("The same messages stand in line {0} of {1}.", otherLine, validation.name);
    const place = { file: "training", line, column: 1 } as const;
    return { code: "row-in-both", severity: "information", message, place };
  });
  const summary =
    count === 0
      ? t("No prompt stands in both files.")
      : count === 1
        ? t(
            "1 of {0} training prompts stands in {1} too: validation then shows what was learnt by heart.",
            rows,
            validation.name,
          )
        : t(
            "{0} of {1} training prompts stand in {2} too: validation then shows what was learnt by heart.",
            count,
            rows,
            validation.name,
          );
  return checked("duplicates", title, findings, summary);
}
