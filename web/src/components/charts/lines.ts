/** A line that grows, with the time before as a quiet one: numbers to shapes, in px. */
import { linear, ticks } from "./scale";

export interface LinesInput {
  values: readonly number[];
  comparison?: readonly (number | null)[] | null;
  width: number;
  height?: number;
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

const joined = (points: readonly Point[]) => points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ");

export function layoutLines({ values, comparison, width, height = 232 }: LinesInput): LinesLayout {
  const base = height - FOOT;
  const before = comparison ?? [];
  const most = Math.max(Number.EPSILON, ...values, ...before.map((value) => value ?? 0));
  const marks = ticks(most, 2);
  const digits = (value: number | undefined) => (value === undefined ? 0 : String(Math.round(value)).length);
  const left = 12 + 8 * Math.max(1, digits(marks.at(-1)));
  const right = width - (12 + 8 * Math.max(2, digits(values.at(-1)), digits(before.at(-1) ?? undefined)));
  const x = linear([0, Math.max(1, values.length - 1)], [left, right]);
  const y = linear([0, most], [base, HEADROOM]);
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
