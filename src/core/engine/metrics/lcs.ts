/** Bits of one symbol's positions in the first sequence, only in words that have any. */
interface Occurrences {
  readonly words: number[];
  readonly masks: number[];
}

const WORD = 32;
const FULL = 0xffffffff;

/**
 * Length of the longest common subsequence, bit-parallel after Hyyrö (2004), "Bit-parallel LCS-length
 * computation revisited": 32 positions a step, and only words that a symbol touches or a carry reaches.
 */
export function lcsLength<T>(a: ArrayLike<T>, b: ArrayLike<T>): number {
  const prefix = commonPrefix(a, b);
  const suffix = commonSuffix(a, b, prefix);
  const rows = a.length - prefix - suffix;
  const columns = b.length - prefix - suffix;
  if (rows === 0 || columns === 0) return prefix + suffix;
  const state = new Uint32Array(Math.ceil(rows / WORD)).fill(FULL);
  const occurrences = positionsOf(a, prefix, rows);
  for (let column = prefix; column < prefix + columns; column++) {
    const symbol = occurrences.get(b[column] as T);
    if (symbol) step(state, symbol);
  }
  return prefix + suffix + countZeros(state, rows);
}

function commonPrefix<T>(a: ArrayLike<T>, b: ArrayLike<T>): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length++;
  return length;
}

function commonSuffix<T>(a: ArrayLike<T>, b: ArrayLike<T>, prefix: number): number {
  const limit = Math.min(a.length, b.length) - prefix;
  let length = 0;
  while (length < limit && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

function positionsOf<T>(a: ArrayLike<T>, from: number, count: number): Map<T, Occurrences> {
  const occurrences = new Map<T, Occurrences>();
  for (let index = 0; index < count; index++) {
    const symbol = a[from + index] as T;
    let found = occurrences.get(symbol);
    if (!found) occurrences.set(symbol, (found = { words: [], masks: [] }));
    const word = index >>> 5;
    const bit = 1 << (index & 31);
    const last = found.words.length - 1;
    if (found.words[last] === word) found.masks[last] = (found.masks[last] ?? 0) | bit;
    else {
      found.words.push(word);
      found.masks.push(bit);
    }
  }
  return occurrences;
}

/** S ← (S + (S & M)) | (S & ~M), word by word with the addition's carry. */
function step(state: Uint32Array, { words, masks }: Occurrences): void {
  let carry = 0;
  let next = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? 0;
    for (; carry && next < word; next++) carry = addCarry(state, next);
    const before = state[word] ?? 0;
    const matches = (before & (masks[index] ?? 0)) >>> 0;
    const sum = before + matches + carry;
    carry = sum > FULL ? 1 : 0;
    state[word] = (sum | (before & ~matches)) >>> 0;
    next = word + 1;
  }
  for (; carry && next < state.length; next++) carry = addCarry(state, next);
}

/** A word without matches, reached by a carry: S ← (S + 1) | S. */
function addCarry(state: Uint32Array, word: number): number {
  const before = state[word] ?? 0;
  state[word] = ((before + 1) | before) >>> 0;
  return before === FULL ? 1 : 0;
}

function countZeros(state: Uint32Array, bits: number): number {
  let zeros = 0;
  for (let word = 0; word < state.length; word++) {
    const used = Math.min(bits - word * WORD, WORD);
    const mask = used === WORD ? FULL : 2 ** used - 1;
    zeros += popCount((~(state[word] ?? 0) & mask) >>> 0);
  }
  return zeros;
}

function popCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
