import { t } from "@vscode/l10n";
import { andWords } from "../../lists";

/** A difference that can be looked away from. */
interface Fold {
  /** After "equal": "ignoring case". */
  readonly way?: string;
  /** After "equal but for": "white space". */
  readonly thing?: string;
  readonly apply: (text: string) => string;
}

export const IGNORING_CASE = t("ignoring case");

/** From narrow to broad: where several would do, the broad one is given up; the broad ones are applied first. */
const FOLDS: readonly Fold[] = [
  { way: IGNORING_CASE, apply: (text) => text.toLowerCase() },
  { way: t("after trimming"), apply: (text) => text.trim() },
  { thing: t("line ends (CRLF and LF)"), apply: (text) => text.replace(/\r\n?/g, "\n") },
  { way: t("after Unicode normalisation (NFC)"), apply: (text) => text.normalize("NFC") },
  {
    thing: t("invisible characters"),
    apply: (text) =>
      text.replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, ""),
  },
  { thing: t("the kind of quotes"), apply: plainQuotes },
  { thing: t("the kind of dashes"), apply: (text) => text.replace(/[\u2010-\u2015\u2212\uff0d]/g, "-") },
  { thing: t("the kind of spaces"), apply: (text) => text.replace(/[\t\p{Zs}]/gu, " ") },
  { thing: t("white space"), apply: (text) => text.replace(/\s+/g, " ").trim() },
  { way: t("after Unicode normalisation (NFKC)"), apply: (text) => text.normalize("NFKC") },
  { thing: t("all white space"), apply: (text) => text.replace(/\s+/g, "") },
];

function plainQuotes(text: string): string {
  return text
    .replace(/[\u2018-\u201b\u2032\u00b4`]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]|''/g, '"');
}

/** Texts longer than this are not folded: it is done many times over. */
const LONGEST_FOLDED = 100_000;

/**
 * What must be looked away from for two texts to be alike, in words such as "ignoring case and after
 * trimming"; undefined where nothing here helps.
 *
 * @param alike equal, or one containing the other
 */
export function nearlyAlike(
  input: string,
  reference: string,
  alike: (input: string, reference: string) => boolean,
): string | undefined {
  if (Math.max(input.length, reference.length) > LONGEST_FOLDED) return undefined;
  const holds = (folds: readonly Fold[]) => {
    const [left, right] = [fold(input, folds), fold(reference, folds)];
    return left !== "" && right !== "" && alike(left, right);
  };
  if (!holds(FOLDS)) return undefined;
  const needed = FOLDS.reduceRight<readonly Fold[]>((kept, candidate) => {
    const without = kept.filter((other) => other !== candidate);
    return holds(without) ? without : kept;
  }, FOLDS);
  return inWords(needed);
}

/** "ignoring case and after trimming, but for the kind of quotes and white space". */
function inWords(folds: readonly Fold[]): string {
  const ways = folds.flatMap(({ way }) => way ?? []);
  const things = folds.flatMap(({ thing }) => thing ?? []);
  return [
    ...(ways.length > 0 ? [andWords(ways)] : []),
    ...(things.length > 0 ? [t("but for {0}", andWords(things))] : []),
  ].join(", ");
}

function fold(text: string, folds: readonly Fold[]): string {
  return folds.reduceRight((folded, { apply }) => apply(folded), text);
}
