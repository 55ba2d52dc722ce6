import type { RingPeriod } from "@/lib/rings";

/**
 * The mark's fixed, made-up listener: the app icon, the wordmark's disc and the loading state draw these rings. They stand for
 * nobody's history, so their mood is one tone.
 */
const PLAYS = [20, 60, 110, 90, 70, 40, 130, 160, 140, 80, 120, 164];
const HOURS = [18, 19, 20, 19, 20, 18, 20.5, 20, 19, 19, 20, 20];

export const MARK: readonly RingPeriod[] = PLAYS.map((plays, index) => ({
  label: String(index + 1),
  plays,
  completion: 0.9,
  hour: HOURS[index] ?? 20,
  valence: 0.68,
  energy: 0.22,
}));

export const SETTLING: readonly RingPeriod[] = MARK.map((period) => ({ ...period, valence: null, energy: null }));
