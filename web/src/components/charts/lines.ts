/** A line that grows, with the time before as a quiet one: numbers to shapes, in px. */
import { linear, ticks, wordPx } from "./scale";

export interface LinesInput {
  values: readonly number[];
  comparison?: readonly (number | null)[] | null;
  width: number;
  height?: number;
  /** How a value stands on the axis and at the curve's end: its words need room. */
  format: (value: number) => string;
}

export interface Point {
  x: number;
  y: number;
}

export interface LinesLayout {
  height: number;
  left: number;
  right: number;
  base: number;
  points: Point[];
  curve: string;
  /** The curve closed along the base. */
  area: string;
  reference: string;
  referencePoints: Point[];
  ticks: { value: number; y: number }[];
}

const HEADROOM = 40;
const FOOT = 32;
const END_LETTER_PX = 9; // the last value stands in 14 px, bold

const joined = (points: readonly Point[]) => points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ");

export function layoutLines({ values, comparison, width, height = 232, format }: LinesInput): LinesLayout {
  const base = height - FOOT;
  const before = comparison ?? [];
  const most = Math.max(0, ...values, ...before.map((value) => value ?? 0));
  const marks = ticks(most);
  const left = 10 + Math.max(0, ...marks.map((mark) => wordPx(format(mark))));
  const ends = [values.at(-1), before.at(-1)].flatMap((value) => (value == null ? [] : [format(value)]));
  const right = width - 12 - Math.max(0, ...ends.map((word) => END_LETTER_PX * word.length));
  const x = linear([0, Math.max(1, values.length - 1)], [left, right]);
  const y = linear([0, most || 1], [base, HEADROOM]);
  const points = values.map((value, index) => ({ x: x(index), y: y(value) }));
  const referencePoints = before.flatMap((value, index) => (value === null || index >= values.length ? [] : [{ x: x(index), y: y(value) }]));
  const last = points.at(-1);
  return {
    height,
    left,
    right,
    base,
    points,
    curve: joined(points),
    area: last ? `${left},${base} ${joined(points)} ${last.x.toFixed(1)},${base}` : "",
    reference: joined(referencePoints),
    referencePoints,
    ticks: marks.map((value) => ({ value, y: y(value) })),
  };
}
