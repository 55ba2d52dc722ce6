/** A score's parts as bars that stand on each other: each begins where the one before ended. */
export interface ScoreBar {
  key: string;
  label: string;
  value: number;
  text: string;
  /** Percent of the bar's length. */
  from: number;
  width: number;
}

const SHORTEST = 1.5; // percent: a part that counts is seen
const SMALLEST = 0.005; // below, a part would be told as 0.00

export function scoreBars(components: readonly { key: string; label: string; value: number }[]): ScoreBar[] {
  const highest = components.reduce((sum, part) => sum + Math.max(0, part.value), 0) || 1;
  let reached = 0;
  return components.filter(({ value }) => Math.abs(value) >= SMALLEST).map(({ key, label, value }) => {
    const start = value < 0 ? reached + value : reached;
    reached += value;
    const from = Math.max(0, (100 * start) / highest);
    const width = Math.min(100 - from, Math.max(SHORTEST, (100 * Math.abs(value)) / highest));
    return { key, label, value, text: signed(value), from, width };
  });
}

/** 0.38 · −0.05, with a true minus. */
const signed = (value: number): string => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
