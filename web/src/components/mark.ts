import type { RingPeriod } from "../lib/rings.ts";

/**
 * The mark's one fixed listener, made up for it: the app icon, the disc beside the name and the loading state draw these rings.
 * The build writes the same picture as icon.svg.
 */
const YEARS: readonly [plays: number, completion: number, hour: number, valence: number, energy: number][] = [
  [20, 0.5, 18, 0.6, 0.2],
  [60, 0.8, 19, 0.66, 0.24],
  [110, 0.9, 20, 0.7, 0.2],
  [90, 0.9, 19, 0.66, 0.3],
  [70, 0.8, 20, 0.6, 0.2],
  [40, 0.7, 18, 0.7, 0.3],
  [130, 0.9, 20.5, 0.72, 0.22],
  [160, 1, 20, 0.7, 0.2],
  [140, 0.9, 19, 0.7, 0.2],
  [80, 0.8, 19, 0.6, 0.2],
  [120, 0.9, 20, 0.7, 0.2],
  [164, 0.95, 20, 0.7, 0.2],
];

export const MARK: readonly RingPeriod[] = YEARS.map(([plays, completion, hour, valence, energy], index) => ({
  label: String(index + 1),
  plays,
  completion,
  hour,
  valence,
  energy,
}));

/** The same rings without a mood: a wait has none. */
export const SETTLING: readonly RingPeriod[] = MARK.map((period) => ({ ...period, valence: null, energy: null }));
