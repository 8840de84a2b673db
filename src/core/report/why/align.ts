import { diffArrays } from "diff";

/** A stretch of both texts: the same on both sides, or what stands there on each; one side may be empty. */
export interface Chunk {
  readonly same: boolean;
  readonly input: string;
  readonly reference: string;
}

/** Edits up to which words are aligned; the work grows with the square (about 5 ms). */
const MOST_WORD_EDITS = 250;
/** Longest changed stretch that is aligned character by character. */
const LONGEST_REFINED = 200;
/** Changed stretches that are looked into; the rest stays whole. */
const MOST_REFINED = 200;
/** Below this share of equal characters two words are different words, not one word changed. */
const LEAST_ALIKE = 0.5;

const WORD = /[\p{L}\p{N}\p{M}_]+|\s+|[^]/gu;

/** Aligns two texts, by words and within changed words by code points; bounded, whatever the texts are. */
export function alignTexts(input: string, reference: string): readonly Chunk[] {
  if (input === reference) return input === "" ? [] : [same(input)];
  const chunks = alignTokens(wordsOf(input), wordsOf(reference), MOST_WORD_EDITS);
  if (!chunks) return alignEnds(input, reference);
  let refined = 0;
  const fine = chunks.flatMap((chunk) => {
    if (chunk.same || refined >= MOST_REFINED) return [chunk];
    refined++;
    return refine(chunk);
  });
  return mergeSame(fine);
}

function mergeSame(chunks: readonly Chunk[]): readonly Chunk[] {
  const merged: Chunk[] = [];
  for (const chunk of chunks) {
    const last = merged.at(-1);
    if (chunk.same && last?.same) merged[merged.length - 1] = same(last.input + chunk.input);
    else merged.push(chunk);
  }
  return merged;
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

function same(text: string): Chunk {
  return { same: true, input: text, reference: text };
}

function alignTokens(input: string[], reference: string[], maxEditLength: number): Chunk[] | undefined {
  const changes = diffArrays(input, reference, { maxEditLength });
  if (!changes) return undefined;
  const chunks: Chunk[] = [];
  for (const { added, removed, value } of changes) {
    const text = value.join("");
    const last = chunks.at(-1);
    if (!added && !removed) chunks.push(same(text));
    else if (last && !last.same) chunks.push(joined(chunks, removed ? text : "", added ? text : ""));
    else chunks.push({ same: false, input: removed ? text : "", reference: added ? text : "" });
  }
  return chunks;
}

/** Removed and added words side by side are one change. */
function joined(chunks: Chunk[], input: string, reference: string): Chunk {
  const last = chunks.pop();
  return {
    same: false,
    input: `${last?.input ?? ""}${input}`,
    reference: `${last?.reference ?? ""}${reference}`,
  };
}

function refine(chunk: Chunk): readonly Chunk[] {
  const { input, reference } = chunk;
  const longest = Math.max(input.length, reference.length);
  if (input === "" || reference === "") return [chunk];
  const chunks =
    longest > LONGEST_REFINED
      ? alignEnds(input, reference)
      : alignTokens(Array.from(input), Array.from(reference), longest);
  const alike = (chunks ?? []).reduce((sum, part) => sum + (part.same ? part.input.length : 0), 0);
  return chunks && alike >= longest * LEAST_ALIKE ? chunks : [chunk];
}

/** What both texts begin and end with, and all between as one change. */
function alignEnds(input: string, reference: string): readonly Chunk[] {
  const start = commonStart(input, reference);
  let end = 0;
  const most = Math.min(input.length, reference.length) - start;
  while (end < most && input.at(-1 - end) === reference.at(-1 - end)) end++;
  if (isLowSurrogate(input, input.length - end) || isLowSurrogate(reference, reference.length - end)) end--;
  const chunks = [
    same(input.slice(0, start)),
    {
      same: false,
      input: input.slice(start, input.length - end),
      reference: reference.slice(start, reference.length - end),
    },
    same(input.slice(input.length - end)),
  ];
  return chunks.filter((chunk) => chunk.input !== "" || chunk.reference !== "");
}

/** The length of what both texts begin with, in UTF-16 units; never within a surrogate pair. */
export function commonStart(input: string, reference: string): number {
  const most = Math.min(input.length, reference.length);
  let at = 0;
  while (at < most && input.charCodeAt(at) === reference.charCodeAt(at)) at++;
  return isLowSurrogate(input, at) || isLowSurrogate(reference, at) ? at - 1 : at;
}

/** Whether an offset lies within a surrogate pair. */
function isLowSurrogate(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
