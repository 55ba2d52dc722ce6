/** Numbers to pixels: round ticks and straight scales. */

export type Scale = (value: number) => number;

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  return (value) => range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** The finest round steps (1, 2 or 5 times a power of ten) that give at most `wanted` ticks above zero and up to `most`. */
export function ticks(most: number, wanted = 2): number[] {
  if (!(most > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(most / wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => Math.floor(most / size + EPSILON) <= wanted) ?? most;
  return Array.from({ length: Math.floor(most / step + EPSILON) }, (_, index) => Number(((index + 1) * step).toPrecision(12)));
}

const EPSILON = 1e-9; // 0.3 / 0.1 is three

const GAP_PX = 14;
const LETTER_PX = 7; // of the 12 px axis, on the wide side

/** Room for a word of the axis, on the wide side. */
export const wordPx = (word: string): number => word.length * LETTER_PX;


/** Indices of the words that fit side by side at their places, from left to right. */
export function fitted(words: readonly (string | null | undefined)[], at: readonly number[], right: number): number[] {
  const kept: number[] = [];
  let free = -Infinity;
  for (const [index, word] of words.entries()) {
    const x = at[index];
    if (!word || x === undefined || x < free || x + wordPx(word) > right) continue;
    kept.push(index);
    free = x + wordPx(word) + GAP_PX;
  }
  return kept;
}

export type Anchor = "start" | "middle" | "end";

/** Where a label of `labelWidth` px stands over `x` without leaving `[left, right]`. */
export function anchored(x: number, labelWidth: number, left: number, right: number): { x: number; anchor: Anchor } {
  if (x - labelWidth / 2 < left) return { x: left, anchor: "start" };
  if (x + labelWidth / 2 > right) return { x: right, anchor: "end" };
  return { x, anchor: "middle" };
}
