import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { BarChart } from "./BarChart";
import { layoutBars } from "./bars";
import { dotAt, layoutDots } from "./dots";
import { layoutLines } from "./lines";
import { anchored, fitted, ticks } from "./scale";

const format = String;

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class {
    observe() {}
    disconnect() {}
  });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(640);
});

it("takes round ticks that do not pass the largest value", () => {
  expect(ticks(412)).toEqual([200, 400]);
  expect(ticks(9)).toEqual([5]);
  expect(ticks(0.31)).toEqual([0.2]);
  expect(ticks(0.3, 3)).toEqual([0.1, 0.2, 0.3]);
  expect(ticks(1_000)).toEqual([500, 1_000]);
  expect(ticks(0)).toEqual([]);
});

it("draws bars in proportion, inside the width, on one line", () => {
  const { bars, base, left } = layoutBars({ values: [100, 50, 0], comparison: [200, null, 100], width: 600, format });
  const heights = bars.map((bar) => bar.height);
  expect(heights[1]).toBeCloseTo((heights[0] ?? 0) / 2);
  expect(heights[2]).toBe(0);
  for (const bar of bars) {
    expect(bar.y + bar.height).toBeCloseTo(base);
    expect(bar.x).toBeGreaterThanOrEqual(left);
    expect(bar.x + bar.width).toBeLessThanOrEqual(600);
  }
});

it("leaves a gap in the line for the time before where nothing is known", () => {
  expect(layoutBars({ values: [1, 1, 1], comparison: [5, null, 7], width: 600, format }).reference.split(" ")).toHaveLength(2);
});

it("names the line for the time before where no bar stands behind the name", () => {
  const { bars, referenceName } = layoutBars({ values: [10, 100, 10, 10], comparison: [20, 60, 20, 50], nameWidth: 60, width: 600, format });
  expect(referenceName?.x).toBeGreaterThan((bars[2]?.x ?? 0) + (bars[2]?.width ?? 0));
  expect(referenceName?.x).toBeLessThanOrEqual(600 - 30);
});

it("keeps room at the end of a curve for its last value", () => {
  const { right, points } = layoutLines({ values: [1, 1_234], width: 300, format });
  expect(points.at(-1)?.x).toBe(right);
  expect(right).toBeLessThan(300 - 4 * 8);
});

it("gives dots areas in proportion to their plays, and finds them by place", () => {
  const values = Array.from({ length: 168 }, (_, index) => (index === 25 ? 100 : index === 26 ? 25 : 0));
  const layout = layoutDots(values, 600);
  expect(layout.dots[26]?.radius).toBeCloseTo((layout.dots[25]?.radius ?? 0) / 2);
  expect(layout.dots[0]?.radius).toBe(0);
  expect(dotAt(layout, layout.dots[25]?.cx ?? 0, layout.dots[25]?.cy ?? 0)).toBe(25);
  expect(dotAt(layout, 2, 2)).toBeNull();
});

it("leaves out words that would touch, and keeps labels inside the drawing", () => {
  expect(fitted(["Jan", "Feb", null, "Mar"], [0, 10, 20, 60], 200)).toEqual([0, 3]);
  expect(fitted(["November"], [190], 200)).toEqual([]);
  expect(anchored(10, 100, 0, 600)).toEqual({ x: 0, anchor: "start" });
  expect(anchored(590, 100, 0, 600)).toEqual({ x: 600, anchor: "end" });
  expect(anchored(300, 100, 0, 600)).toEqual({ x: 300, anchor: "middle" });
});

it("is read point by point with the arrow keys, beginning at the highlight", async () => {
  const points = [10, 30, 20].map((value, index) => ({ value, name: `week ${index + 1}`, reading: `${value} plays` }));
  render(<BarChart label="Plays a week" points={points} highlight={1} />);
  const chart = screen.getByRole("slider", { name: "Plays a week" });
  expect(chart).toHaveAttribute("aria-valuetext", "week 2: 30 plays");
  chart.focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(chart).toHaveAttribute("aria-valuetext", "week 3: 20 plays");
  await userEvent.keyboard("{ArrowRight}{Home}");
  expect(chart).toHaveAttribute("aria-valuetext", "week 1: 10 plays");
  expect(screen.getByText("week 1")).toBeInTheDocument();
  await userEvent.tab();
  expect(chart).toHaveAttribute("aria-valuetext", "week 2: 30 plays");
});
