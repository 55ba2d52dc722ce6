import { useState, type KeyboardEvent, type PointerEvent } from "react";

const STEPS: Record<string, (at: number, rowLength: number, length: number) => number> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at, row) => at + row,
  ArrowUp: (at, row) => at - row,
  PageDown: (at, row, length) => at + Math.max(row, Math.round(length / 10)),
  PageUp: (at, row, length) => at - Math.max(row, Math.round(length / 10)),
  Home: () => 0,
  End: (_at, _row, length) => length - 1,
};

export interface PointingOptions {
  /** What the chart is, for a screen reader. */
  label: string;
  length: number;
  /** Where it points while nobody does: the highlight. */
  rest: number | null;
  /** In a grid, the points of a row: up and down move by it. */
  rowLength?: number;
  describe: (index: number) => string;
  /** The point nearest to a place in the box, in px. */
  nearest: (x: number, y: number) => number | null;
}

/**
 * One point of a chart at a time, by pointer or by keyboard: the chart is a slider over its points, whose value text is what
 * the label shows. `at` is the point, or null; spread `props` on the box around the drawing.
 */
export function usePointing({ label, length, rest, rowLength = 1, describe, nearest }: PointingOptions) {
  const [pointed, setPointed] = useState<number | null>(null);
  const at = pointed !== null && pointed < length ? pointed : rest;
  const value = at ?? 0;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && pointed !== null) {
      event.stopPropagation();
      setPointed(null);
      return;
    }
    const step = STEPS[event.key];
    if (!step || !length) return;
    event.preventDefault();
    setPointed(Math.min(length - 1, Math.max(0, step(value, rowLength, length))));
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(nearest(event.clientX - box.left, event.clientY - box.top));
  }

  const props = {
    role: "slider",
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": Math.max(0, length - 1),
    "aria-valuenow": value,
    "aria-valuetext": length ? describe(value) : "No plays",
    "data-pointed": (at !== null && pointed !== null) || undefined,
    onKeyDown,
    onPointerMove,
    onPointerDown: onPointerMove,
    onPointerLeave: () => setPointed(null),
    onBlur: () => setPointed(null),
  } as const;
  return { at, pointed: at !== null && pointed !== null, props };
}
