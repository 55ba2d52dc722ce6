import type { RingPeriod } from "@/lib/rings";

/** The seventeen years of a made-up listener, drawn large behind the headline. They stand for nobody. */
const YEARS: readonly [plays: number, completion: number, hour: number, valence: number, energy: number][] = [
  [4200, 0.55, 16.5, 0.62, 0.7],
  [7800, 0.58, 17, 0.66, 0.74],
  [9100, 0.52, 16, 0.6, 0.78],
  [11200, 0.6, 18.5, 0.52, 0.7],
  [15400, 0.66, 20, 0.45, 0.62],
  [14100, 0.7, 21, 0.38, 0.52],
  [12800, 0.74, 8.5, 0.42, 0.48],
  [13900, 0.72, 8, 0.5, 0.5],
  [16100, 0.76, 9, 0.55, 0.56],
  [14800, 0.7, 19, 0.48, 0.46],
  [17900, 0.82, 22.5, 0.3, 0.34],
  [15200, 0.84, 23, 0.26, 0.3],
  [12600, 0.8, 22, 0.34, 0.32],
  [11900, 0.78, 21, 0.44, 0.4],
  [12400, 0.76, 21.5, 0.5, 0.38],
  [13200, 0.8, 22, 0.56, 0.36],
  [11452, 0.83, 22.5, 0.6, 0.34],
];

export const LISTENER: readonly RingPeriod[] = YEARS.map(([plays, completion, hour, valence, energy], index) => ({
  label: String(2010 + index),
  plays,
  completion,
  hour,
  valence,
  energy,
}));
