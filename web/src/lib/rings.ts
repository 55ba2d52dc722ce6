/**
 * Echo rings: EchoTune's mark, computed from plays and never random.
 *
 * Reading it: the oldest ring is the innermost. A LONGER arc is more plays, a THICKER one was finished more often, the arc
 * is CENTRED on the hour (midnight on top, noon at the bottom), and COLOUR is mood. A silent period keeps its empty groove;
 * what was never played has dashed grooves. Same data, same picture.
 *
 * Everything is in a unit square: the same arcs serve a 24 px icon and a 600 px page header.
 */

/** One ring's worth of listening; periods come oldest first, silent ones included. */
export interface RingPeriod {
  /** "2019", "2026-03" ... */
  label: string;
  plays: number;
  /** 0..1, share of the plays that were finished. Unknown counts as one half. */
  completion?: number | null;
  /** 0..24, circular mean of the local hours of the plays. */
  hour?: number | null;
  /** 0..1, mean over the plays with known features; unknown gives the neutral colour. */
  valence?: number | null;
  energy?: number | null;
}

export interface Arc {
  label: string;
  plays: number;
  /** Middle of the stroke, in the unit square. */
  radius: number;
  /** Degrees; 0 for a silent period. */
  sweep: number;
  /** Degrees clockwise from the top. */
  from: number;
  width: number;
  colour: string;
}

export interface Echo {
  path: string;
  width: number;
  colour: string;
  /** Place in the settling order. */
  index: number;
}

export interface RingsDrawing {
  centre: { x: number; y: number };
  grooves: number[];
  echoes: Echo[];
  hours: { text: string; x: number; y: number }[];
  /** Height of the hour labels. */
  letter: number;
  /** A CSS colour, for a sleeve only. */
  ground: string | null;
  neverPlayed: boolean;
}

export type RingsForm = "mark" | "sleeve";

export interface RingsOptions {
  /**
   * "mark" is the full circle. "sleeve" is a square cover whose centre moves away from the hour the music is heard at, so
   * that the arcs cross the square like ripples: night music opens upwards, morning music to the right.
   */
  form?: RingsForm;
  /** Writes 00 06 12 18 around a mark. */
  clock?: boolean;
  /** Index of the ring being read: it takes the ember. */
  now?: number;
  /** Later rings are grooves only (import, loading). */
  upTo?: number;
  /** The size in px it is shown at: periods are folded so that every ring has 3 px. */
  size?: number;
}

const FULL_DEG = 336; // the fullest ring: a gap always shows where it begins
const SHORTEST_DEG = 8; // one play is still visible
const THIN = 0.16; // stroke as a share of the ring's pitch when nothing was finished ...
const THICK = 0.74; // ... and when everything was
const WIDEST_STROKE = 0.085; // a thing of one or two periods is drawn with a line, not a slab
const SMALLEST_PITCH_PX = 3.2;
const GROOVES_OF_THE_UNPLAYED = 7;

/**
 * Valence runs left to right, energy bottom to top. Hue is the direction from the middle (four corners, joined linearly),
 * chroma the distance. Chroma stays under 0.12, so that no ring competes with the ember or the tide. Lightness and a
 * chroma factor come from the theme: a theme change recolours without a redraw.
 */
const HUES_DEG = [80, -10, -92, -222, -280] as const; // bright (45 deg), tense (135), still (225), serene (315), bright again

export function moodColour(valence?: number | null, energy?: number | null): string {
  if (valence == null || energy == null) return "var(--mood-none)";
  const x = valence - 0.5;
  const y = energy - 0.5;
  const turn = (((Math.atan2(y, x) * 180) / Math.PI + 315) % 360) / 90;
  const corner = Math.floor(turn);
  const start = HUES_DEG[corner] ?? 80;
  const end = HUES_DEG[corner + 1] ?? 80;
  const hue = (start + (end - start) * (turn - corner) + 720) % 360;
  const chroma = 0.034 + 0.15 * Math.min(0.5, Math.hypot(x, y));
  return `oklch(calc(var(--mood-l) + ${(0.12 * y).toFixed(3)}) calc(${chroma.toFixed(3)} * var(--mood-c)) ${hue.toFixed(0)})`;
}

/** Mean direction of all plays, x to the right and y downwards; its length says how much they agree (0: any hour, 1: one hour). */
export function meanDirection(periods: readonly RingPeriod[]): { x: number; y: number } {
  let x = 0;
  let y = 0;
  let plays = 0;
  for (const period of periods) {
    const angle = (2 * Math.PI * (period.hour ?? 0)) / 24;
    x += period.plays * Math.sin(angle);
    y -= period.plays * Math.cos(angle);
    plays += period.plays;
  }
  return plays ? { x: x / plays, y: y / plays } : { x: 0, y: 0 };
}

type Measure = "completion" | "valence" | "energy";

function playWeightedMean(periods: readonly RingPeriod[], measure: Measure): number | null {
  let plays = 0;
  let sum = 0;
  for (const period of periods) {
    const value = period[measure];
    if (value == null || !period.plays) continue;
    plays += period.plays;
    sum += value * period.plays;
  }
  return plays ? sum / plays : null;
}

function mergePeriods(periods: readonly RingPeriod[]): RingPeriod {
  const direction = meanDirection(periods);
  const first = periods[0]?.label ?? "";
  const last = periods.at(-1)?.label ?? "";
  return {
    label: first === last ? first : `${first} to ${last}`,
    plays: periods.reduce((sum, period) => sum + period.plays, 0),
    completion: playWeightedMean(periods, "completion"),
    valence: playWeightedMean(periods, "valence"),
    energy: playWeightedMean(periods, "energy"),
    hour: ((Math.atan2(direction.x, -direction.y) * 12) / Math.PI + 24) % 24,
  };
}

/** Merges neighbouring periods until at most `most` rings are left (never fewer than three); the newest ring is always a full step. */
export function fold(periods: readonly RingPeriod[], most: number): RingPeriod[] {
  const step = Math.max(1, Math.ceil(periods.length / Math.max(3, most)));
  if (step === 1) return [...periods];
  const folded: RingPeriod[] = [];
  for (let end = periods.length; end > 0; end -= step) folded.unshift(mergePeriods(periods.slice(Math.max(0, end - step), end)));
  return folded;
}

/** The whole idea in one function: periods to arcs. `inner` and `outer` are radii in the unit square. */
export function echoRings(periods: readonly RingPeriod[], { inner = 0.09, outer = 0.49 } = {}): Arc[] {
  const pitch = (outer - inner) / periods.length;
  const most = Math.max(1, ...periods.map((period) => period.plays));
  return periods.map((period, index) => {
    const sweep = period.plays ? Math.max(SHORTEST_DEG, (FULL_DEG * period.plays) / most) : 0;
    return {
      label: period.label,
      plays: period.plays,
      radius: inner + pitch * (index + 0.5),
      sweep,
      from: (360 * (period.hour ?? 0)) / 24 - sweep / 2,
      width: pitch * (THIN + (THICK - THIN) * (period.completion ?? 0.5)),
      colour: moodColour(period.valence, period.energy),
    };
  });
}

function arcPath(centre: { x: number; y: number }, { radius, from, sweep }: Arc): string {
  const at = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    return `${(centre.x + radius * Math.sin(angle)).toFixed(4)} ${(centre.y - radius * Math.cos(angle)).toFixed(4)}`;
  };
  const r = radius.toFixed(4);
  return `M${at(from)}A${r} ${r} 0 ${sweep > 180 ? 1 : 0} 1 ${at(from + sweep)}`;
}

/** Ground of a sleeve: the play-weighted mean mood, mostly mixed into the theme's ground. */
function groundColour(periods: readonly RingPeriod[]): string {
  const known = periods.filter((period) => period.valence != null && period.energy != null);
  const valence = playWeightedMean(known, "valence");
  const energy = playWeightedMean(known, "energy");
  if (valence == null || energy == null) return "var(--raised)";
  return `color-mix(in oklab, ${moodColour(valence, energy)} var(--sleeve-tint), var(--sleeve))`;
}

function radii(form: RingsForm, clock: boolean, letter: number, agreement: number): { inner?: number; outer?: number } {
  if (form === "sleeve") return { inner: 0.06, outer: 0.5 + 0.4 * agreement };
  return clock ? { outer: 0.5 - 1.5 * letter } : {};
}

function hourLabels(letter: number) {
  return [
    { text: "00", x: 0.5, y: letter * 0.8 },
    { text: "06", x: 1 - letter * 0.6, y: 0.5 + letter * 0.36 },
    { text: "12", x: 0.5, y: 1 - letter * 0.1 },
    { text: "18", x: letter * 0.6, y: 0.5 + letter * 0.36 },
  ];
}

const unplayed = (): RingPeriod[] => Array.from({ length: GROOVES_OF_THE_UNPLAYED }, () => ({ label: "", plays: 0 }));

/** Everything that has to be drawn, in the unit square. */
export function drawRings(given: readonly RingPeriod[], options: RingsOptions = {}): RingsDrawing {
  const { form = "mark", clock = false, now = -1, upTo = Infinity, size = Infinity } = options;
  const sleeve = form === "sleeve";
  const most = Math.floor((size * (sleeve ? 0.56 : 0.4)) / SMALLEST_PITCH_PX);
  const periods = fold(given.length ? given : unplayed(), most);
  const direction = sleeve ? meanDirection(periods) : { x: 0, y: 0 };
  const centre = { x: 0.5 - direction.x * 0.36, y: 0.5 - direction.y * 0.36 };
  const letter = Math.max(0.028, 12 / size);
  const arcs = echoRings(periods, radii(form, clock, letter, Math.hypot(direction.x, direction.y)));
  return {
    centre,
    letter,
    grooves: arcs.map((arc) => arc.radius),
    echoes: arcs.flatMap((arc, index) =>
      arc.sweep && index < upTo
        ? [{ path: arcPath(centre, arc), width: Math.min(WIDEST_STROKE, arc.width), colour: index === now ? "var(--ember)" : arc.colour, index }]
        : [],
    ),
    hours: clock ? hourLabels(letter) : [],
    ground: sleeve ? groundColour(periods) : null,
    neverPlayed: periods.every((period) => !period.plays),
  };
}
