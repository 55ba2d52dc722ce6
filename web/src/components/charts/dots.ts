/** Weekday by hour as dots whose area is the number of plays: numbers to shapes, in px. */
export const HOURS = 24;
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export interface Dot {
  cx: number;
  cy: number;
  radius: number;
  /** 0..1 of the largest. */
  share: number;
}

export interface DotsLayout {
  height: number;
  left: number;
  step: number;
  row: number;
  top: number;
  /** Row by row: Monday 0..23, Tuesday 0..23 ... */
  dots: Dot[];
  /** The radius of the largest dot. */
  largest: number;
}

const TOP = 28; // the pointed hour's words stand here
const FOOT = 28;
const SMALLEST_RADIUS = 1;

/** `values` holds 168 numbers, Monday 0:00 first. */
export function layoutDots(values: readonly number[], width: number, row = 33): DotsLayout {
  const left = width < 480 ? 36 : 40;
  const step = (width - left - 8) / HOURS;
  const largest = Math.min(row / 3, Math.max(2, step * 0.47));
  const most = Math.max(1, ...values);
  const dots = values.map((value, index) => {
    const share = value / most;
    return {
      cx: left + ((index % HOURS) + 0.5) * step,
      cy: TOP + Math.floor(index / HOURS) * row + row / 2,
      radius: value ? Math.max(SMALLEST_RADIUS, largest * Math.sqrt(share)) : 0,
      share,
    };
  });
  return { height: TOP + WEEKDAYS.length * row + FOOT, left, step, row, top: TOP, dots, largest };
}

/** The index of the dot under a place, or null outside the grid. */
export function dotAt(layout: DotsLayout, x: number, y: number): number | null {
  const hour = Math.floor((x - layout.left) / layout.step);
  const day = Math.floor((y - layout.top) / layout.row);
  return hour >= 0 && hour < HOURS && day >= 0 && day < WEEKDAYS.length ? day * HOURS + hour : null;
}
