/** Bars over time with a quiet line for the time before: numbers to shapes, in px. */
import { linear, ticks, wordPx } from "./scale";

export interface BarsInput {
  values: readonly number[];
  /** The same places of an earlier time; null where it has none. */
  comparison?: readonly (number | null)[] | null;
  /** Room that the comparison's name takes, in px. */
  nameWidth?: number;
  width: number;
  height?: number;
  /** How a value stands on the axis: its words need room. */
  format: (value: number) => string;
}

interface Point {
  x: number;
  y: number;
}

export interface BarsLayout {
  height: number;
  /** Left edge of the bars: the ticks' numbers stand before it. */
  left: number;
  /** The line the bars stand on. */
  base: number;
  step: number;
  bars: { x: number; y: number; width: number; height: number; middle: number }[];
  /** Points of the comparison line. */
  reference: string;
  /** Where the comparison's name stands: on its line, as high as can be without a bar behind it; the middle of the name's foot. */
  referenceName: Point | null;
  ticks: { value: number; y: number }[];
}

const HEADROOM = 40; // the pointed bar's label stands here
const FOOT = 32; // the axis' words
const [NARROW_GAP, WIDE_GAP] = [0.21, 0.5]; // shares of a step: few bars stay slim
const DENSE_STEP_PX = 14;
const BROADEST_PX = 48;
const NAME_GAP = 8;

export function layoutBars({ values, comparison, nameWidth = 0, width, height = 232, format }: BarsInput): BarsLayout {
  const base = height - FOOT;
  const reference = comparison ?? [];
  const most = Math.max(1, ...values, ...reference.map((value) => value ?? 0));
  const marks = ticks(most);
  const left = 10 + Math.max(0, ...marks.map((mark) => wordPx(format(mark))));
  const step = (width - left) / Math.max(1, values.length);
  const gap = step * Math.min(WIDE_GAP, Math.max(NARROW_GAP, NARROW_GAP + (step - DENSE_STEP_PX) / 100));
  const breadth = Math.min(BROADEST_PX, Math.max(1, step - gap));
  const y = linear([0, most], [base, HEADROOM]);
  const middle = (index: number) => left + (index + 0.5) * step;
  const points = reference.flatMap((value, index) => (value === null || index >= values.length ? [] : [{ x: middle(index), y: y(value) }]));
  const bars = values.map((value, index) => ({
    x: middle(index) - breadth / 2,
    y: y(value),
    width: breadth,
    height: base - y(value),
    middle: middle(index),
  }));
  const name = ({ x, y: line }: Point): Point => ({ x: Math.min(width - nameWidth / 2, Math.max(left + nameWidth / 2, x)), y: line - NAME_GAP });
  const clear = ({ x, y: foot }: Point) => bars.every((bar) => bar.x > x + nameWidth / 2 || bar.x + bar.width < x - nameWidth / 2 || bar.y > foot);
  const names = points.map(name).sort((one, other) => one.y - other.y);
  return {
    height,
    left,
    base,
    step,
    bars,
    reference: points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" "),
    referenceName: names.find(clear) ?? names[0] ?? null,
    ticks: marks.map((value) => ({ value, y: y(value) })),
  };
}
