import { describe, expect, it } from "vitest";
import { drawRings, echoRings, fold, meanDirection, moodColour, type RingPeriod } from "./rings";

const year = (label: number, plays: number, more: Partial<RingPeriod> = {}): RingPeriod => ({ label: String(label), plays, ...more });

describe("echo rings", () => {
  it("draws the fullest period over 336 degrees and the others in proportion", () => {
    const [half, full] = echoRings([year(2019, 50), year(2020, 100)]);
    expect(full?.sweep).toBe(336);
    expect(half?.sweep).toBe(168);
  });

  it("keeps a single play visible and a silent period empty", () => {
    const [one, none] = echoRings([year(2019, 1), year(2020, 0), year(2021, 10_000)]);
    expect(one?.sweep).toBe(8);
    expect(none?.sweep).toBe(0);
  });

  it("centres an arc on its hour, midnight on top and six to the right", () => {
    const [arc] = echoRings([year(2020, 10, { hour: 6 })]);
    expect((arc?.from ?? 0) + (arc?.sweep ?? 0) / 2).toBeCloseTo(90);
  });

  it("is thickest when everything was finished, and never touches its neighbour", () => {
    const [none, all] = echoRings([year(2019, 5, { completion: 0 }), year(2020, 5, { completion: 1 })]);
    const pitch = (all?.radius ?? 0) - (none?.radius ?? 0);
    expect((none?.width ?? 0) / pitch).toBeCloseTo(0.16);
    expect((all?.width ?? 0) / pitch).toBeCloseTo(0.74);
  });

  it("puts the oldest ring in the middle", () => {
    const radii = echoRings([year(2010, 1), year(2011, 1), year(2012, 1)]).map((arc) => arc.radius);
    expect(radii).toEqual([...radii].sort((a, b) => a - b));
  });

  it("draws the same picture from the same data", () => {
    const periods = [year(2019, 3, { hour: 22, valence: 0.2, energy: 0.7 }), year(2020, 9)];
    expect(drawRings(periods, { form: "sleeve", size: 72 })).toEqual(drawRings(periods, { form: "sleeve", size: 72 }));
  });
});

describe("mood colour", () => {
  it("is neutral when either feature is unknown", () => {
    expect(moodColour(null, 0.5)).toBe("var(--mood-none)");
    expect(moodColour(0.5, undefined)).toBe("var(--mood-none)");
  });

  it("stays under a chroma of 0.12, so that no ring competes with the accents", () => {
    for (let valence = 0; valence <= 1; valence += 0.1) {
      for (let energy = 0; energy <= 1; energy += 0.1) {
        const chroma = Number(/calc\((0\.\d+) \*/.exec(moodColour(valence, energy))?.[1]);
        expect(chroma).toBeGreaterThan(0.03);
        expect(chroma).toBeLessThan(0.12);
      }
    }
  });

  it("gives the four corners their four hues: bright, tense, still, serene", () => {
    const hue = (valence: number, energy: number) => Number(/ (\d+)\)$/.exec(moodColour(valence, energy))?.[1]);
    expect([hue(1, 1), hue(0, 1), hue(0, 0), hue(1, 0)]).toEqual([80, 350, 268, 138]);
  });
});

describe("folding", () => {
  const decade = Array.from({ length: 10 }, (_, index) => year(2010 + index, index + 1, { completion: index % 2, hour: 23 }));

  it("keeps every play and merges the oldest remainder first", () => {
    const folded = fold(decade, 4);
    expect(folded).toHaveLength(4);
    expect(folded.reduce((sum, period) => sum + period.plays, 0)).toBe(55);
    expect(folded.map((period) => period.label)).toEqual(["2010", "2011 to 2013", "2014 to 2016", "2017 to 2019"]);
  });

  it("weighs the merged mean by plays", () => {
    const [both] = fold([year(2019, 1, { completion: 0 }), year(2020, 3, { completion: 1 }), year(2021, 1), year(2022, 1)], 1).slice(0, 1);
    expect(both?.completion).toBeCloseTo(0.75);
  });

  it("means hours around midnight, not through noon", () => {
    const [merged] = fold([year(1, 1, { hour: 23 }), year(2, 1, { hour: 1 }), year(3, 1), year(4, 1)], 1);
    expect(Math.min(merged?.hour ?? 12, 24 - (merged?.hour ?? 12))).toBeCloseTo(0);
  });

  it("leaves few rings alone, and never fewer than three when it has them", () => {
    expect(fold(decade.slice(0, 3), 1)).toHaveLength(3);
    expect(drawRings(decade, { size: 24 }).grooves).toHaveLength(3);
    expect(drawRings(decade, { size: 400 }).grooves).toHaveLength(10);
  });
});

describe("a drawing", () => {
  it("has dashed grooves and no echo for what was never played", () => {
    const drawing = drawRings([]);
    expect(drawing.neverPlayed).toBe(true);
    expect(drawing.grooves).toHaveLength(7);
    expect(drawing.echoes).toHaveLength(0);
  });

  it("moves the centre of a sleeve away from the hour, so that night music opens upwards", () => {
    const night = drawRings([year(2020, 5, { hour: 0 })], { form: "sleeve" });
    expect(night.centre.y).toBeGreaterThan(0.5);
    expect(meanDirection([year(2020, 5, { hour: 0 })]).y).toBeCloseTo(-1);
    expect(drawRings([year(2020, 5, { hour: 0 })]).centre).toEqual({ x: 0.5, y: 0.5 });
  });

  it("gives ember to the ring being read and leaves later ones as grooves", () => {
    const drawing = drawRings([year(2018, 5), year(2019, 5), year(2020, 5)], { now: 1, upTo: 2 });
    expect(drawing.grooves).toHaveLength(3);
    expect(drawing.echoes.map((echo) => echo.colour)).toEqual(["var(--mood-none)", "var(--ember)"]);
  });

  it("writes the hours only around a clock, and makes room for them", () => {
    const clock = drawRings([year(2020, 5)], { clock: true, size: 164 });
    expect(clock.hours.map((hour) => hour.text)).toEqual(["00", "06", "12", "18"]);
    expect(Math.max(...clock.grooves)).toBeLessThan(Math.max(...drawRings([year(2020, 5)]).grooves));
  });
});
