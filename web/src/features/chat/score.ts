/** A score's parts as bars that stand on each other: each begins where the one before ended. */
export interface ScoreBar {
  key: string;
  label: string;
  value: number;
  /** As printed. */
  hundredths: number;
  text: string;
  /** Percent of the bar's length. */
  from: number;
  width: number;
}

const SHORTEST = 1.5; // percent: a part that counts is seen

interface Part {
  key: string;
  label: string;
  value: number;
}

/** The printed parts add up to the printed total: hundredths are given out by largest remainder. What prints as nothing is left out. */
export function scoreBars(components: readonly Part[]): ScoreBar[] {
  const highest = components.reduce((sum, part) => sum + Math.max(0, part.value), 0) || 1;
  const hundredths = wholes(components.map(({ value }) => 100 * value));
  let reached = 0;
  const bars = components.map(({ key, label, value }, index) => {
    const start = value < 0 ? reached + value : reached;
    reached += value;
    const from = Math.max(0, (100 * start) / highest);
    const width = Math.min(100 - from, Math.max(SHORTEST, (100 * Math.abs(value)) / highest));
    const printed = hundredths[index] ?? 0;
    return { key, label, value, hundredths: printed, text: signed(printed / 100), from, width };
  });
  return bars.filter((bar) => bar.hundredths !== 0);
}

/** Whole numbers near the given ones whose sum is the rounded sum. */
function wholes(values: readonly number[]): number[] {
  const floors = values.map(Math.floor);
  const missing = Math.round(values.reduce((sum, value) => sum + value, 0)) - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = values.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) floors[index] = (floors[index] ?? 0) + 1;
  return floors;
}

/** The printed total: what the printed parts add up to. */
export const scoreText = (bars: readonly ScoreBar[]): string => signed(bars.reduce((sum, bar) => sum + bar.hundredths, 0) / 100);

/** 0.38 · −0.05, with a true minus. */
const signed = (value: number): string => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
