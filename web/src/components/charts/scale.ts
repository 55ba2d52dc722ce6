/** Numbers to pixels: round ticks and straight scales. */

export type Scale = (value: number) => number;

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  return (value) => range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** Round steps of 1, 2 or 5 times a power of ten, above zero and not above `most`; about `wanted` of them. */
export function ticks(most: number, wanted = 3): number[] {
  if (!(most > 0)) return [];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const found: number[] = [];
  for (let at = step; at <= most * 1.0001; at += step) found.push(Number(at.toPrecision(12)));
  return found;
}

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
