/** Bars over time with a quiet line for the time before: numbers to shapes, in px. */
import { linear, ticks, wordPx } from "./scale";

export interface BarsInput {
  values: readonly number[];
  /** The same places of an earlier time; null where it has none. */
  comparison?: readonly (number | null)[] | null;
  width: number;
  height?: number;
  /** How a value stands on the axis: its words need room. */
  format: (value: number) => string;
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
  /** Where the comparison line is highest, for its name. */
  referencePeak: { x: number; y: number } | null;
  ticks: { value: number; y: number }[];
}

const HEADROOM = 40; // the pointed bar's label stands here
const FOOT = 32; // the axis' words
const [NARROW_GAP, WIDE_GAP] = [0.21, 0.5]; // shares of a step: few bars stay slim
const DENSE_STEP_PX = 14;

export function layoutBars({ values, comparison, width, height = 232, format }: BarsInput): BarsLayout {
  const base = height - FOOT;
  const reference = comparison ?? [];
  const most = Math.max(1, ...values, ...reference.map((value) => value ?? 0));
  const marks = ticks(most);
  const left = 10 + Math.max(0, ...marks.map((mark) => wordPx(format(mark))));
  const step = (width - left) / Math.max(1, values.length);
  const gap = step * Math.min(WIDE_GAP, Math.max(NARROW_GAP, NARROW_GAP + (step - DENSE_STEP_PX) / 100));
  const y = linear([0, most], [base, HEADROOM]);
  const middle = (index: number) => left + (index + 0.5) * step;
  const points = reference.flatMap((value, index) => (value === null || index >= values.length ? [] : [{ x: middle(index), y: y(value) }]));
  return {
    height,
    left,
    base,
    step,
    bars: values.map((value, index) => ({
      x: left + index * step + gap / 2,
      y: y(value),
      width: Math.max(1, step - gap),
      height: base - y(value),
      middle: middle(index),
    })),
    reference: points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" "),
    referencePeak: points.length ? points.reduce((best, point) => (point.y < best.y ? point : best)) : null,
    ticks: marks.map((value) => ({ value, y: y(value) })),
  };
}
