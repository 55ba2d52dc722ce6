import { expect, it } from "vitest";
import { scoreBars } from "./score";

it("stands each part on the end of the one before, and takes a loss back from there", () => {
  const bars = scoreBars([
    { key: "plays", label: "Your plays", value: 0.6 },
    { key: "sound", label: "Sound", value: 0.4 },
    { key: "close", label: "Close to A3", value: -0.25 },
  ]);
  expect(bars.map(({ from, width }) => [from, width])).toEqual([
    [0, 60],
    [60, 40],
    [75, 25],
  ]);
  expect(bars.map(({ text }) => text)).toEqual(["0.60", "0.40", "−0.25"]);
});

it("leaves out what would be told as nothing", () => {
  expect(scoreBars([{ key: "plays", label: "Your plays", value: 0.6 }, { key: "close", label: "Close to A3", value: -0.004 }])).toHaveLength(1);
});
