import { t } from "@vscode/l10n";
import { commonStart } from "./align";

/** Longest text that is shown whole, in UTF-16 units. */
const LONGEST_SHOWN = 20_000;
/** What is shown before the first difference of longer texts. */
const BEFORE = 2_000;

/** The part of two texts that is shown. */
export interface ShownTexts {
  readonly input: string;
  readonly reference: string;
  /** What is not shown, in words; absent where all is. */
  readonly shortened?: string;
}

/** Cuts long texts to a part around their first difference; both begin at the same place. */
export function shownTexts(input: string, reference: string): ShownTexts {
  const longest = Math.max(input.length, reference.length);
  if (longest < LONGEST_SHOWN) return { input, reference };
  const start = boundary(input, Math.max(commonStart(input, reference) - BEFORE, 0));
  return {
    input: cut(input, start),
    reference: cut(reference, start),
    shortened: shortenedWords(longest, start),
  };
}

function shortenedWords(longest: number, start: number): string {
  const counts = [words(LONGEST_SHOWN), words(longest)] as const;
  return start === 0
    ? t("Shown: {0} of {1} characters.", ...counts)
    : t("Shown: {0} of {1} characters, from character {2} on.", ...counts, words(start + 1));
}

function cut(text: string, start: number): string {
  return text.slice(start, boundary(text, start + LONGEST_SHOWN));
}

/** Never within a surrogate pair. */
function boundary(text: string, at: number): number {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}

function words(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
