import { expect, it } from "vitest";
import { scoreBars, scoreText } from "./score";

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

it("prints parts that add up to the printed score, whatever they round to", () => {
  const draw = mulberry(7);
  for (let round = 0; round < 500; round += 1) {
    const parts = Array.from({ length: 1 + Math.floor(draw() * 9) }, (_, index) => ({ key: `${index}`, label: "", value: Math.round(10_000 * (draw() - 0.2)) / 10_000 }));
    const score = parts.reduce((sum, { value }) => sum + value, 0);
    const bars = scoreBars(parts);
    const printed = bars.reduce((sum, { text }) => sum + Number(text.replace("−", "-")), 0);
    expect(Number(scoreText(bars).replace("−", "-"))).toBeCloseTo(printed, 9);
    expect(Math.abs(100 * printed - 100 * score)).toBeLessThanOrEqual(0.51);
  }
});

/** A seeded generator (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
