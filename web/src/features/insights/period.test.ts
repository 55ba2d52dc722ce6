import { describe, expect, it } from "vitest";
import { halves, spans } from "./layout";
import { headline, readPeriod } from "./period";
import { playSentence } from "./playing";
import { overTime } from "@/test/conversation";

const record = { first: "2010-05-03", last: "2026-11-20" };
const read = (search: string) => readPeriod(new URLSearchParams(search), record);

describe("the period in the address", () => {
  it.each([
    ["", { choice: "2026", from: "2026-01-01", to: "2026-11-20" }],
    ["period=7d", { choice: "7d", from: "2026-11-14", to: "2026-11-20" }],
    ["period=4w", { choice: "4w", from: "2026-10-24", to: "2026-11-20" }],
    ["period=6m", { choice: "6m", from: "2026-05-21", to: "2026-11-20" }],
    ["period=2019", { choice: "2019", from: "2019-01-01", to: "2019-12-31" }],
    ["period=all", { choice: "all" }],
    ["period=custom&from=2020-12-01&to=2021-02-28", { choice: "custom", from: "2020-12-01", to: "2021-02-28" }],
    ["period=custom&from=2021-02-28&to=2020-12-01", { choice: "all" }],
    ["period=nonsense", { choice: "all" }],
  ])("%s", (search, period) => expect(read(search)).toEqual(period));

  it("counts half a year back from a day that the earlier month does not have", () => {
    expect(readPeriod(new URLSearchParams("period=6m"), { ...record, last: "2026-08-31" })).toMatchObject({ from: "2026-03-01" });
  });
});

describe("the headline", () => {
  it.each([
    ["", 90, 100, "A quieter year so far."],
    ["", 150, 100, "A much fuller year so far."],
    ["", 99, 100, "A year much like the one before."],
    ["period=4w", 150, 100, "Much fuller four weeks."],
    ["period=7d", 90, 100, "A quieter week."],
    ["period=all", 90, null, "Since 3 May 2010."],
    ["period=custom&from=2020-12-01&to=2021-02-28", 90, 100, "1 December 2020 to 28 February 2021."],
  ])("%s with %d plays after %s: %s", (search, plays, before, words) => expect(headline(read(search), record, plays, before)).toBe(words));
});

it("fills every row of twelve columns", () => {
  expect(spans(["bars", "line", "heatmap", "ranking", "ranking", "ranking", "line", "bars"])).toEqual([8, 4, 7, 5, 6, 6, 4, 8]);
  expect(spans(["bars"])).toEqual([12]);
});

it("plays what has artists, and nothing else", () => {
  const columns = [
    { key: "rank", label: "Rank", type: "number" as const, unit: null },
    { key: "artist", label: "Artist", type: "text" as const, unit: null },
  ];
  expect(playSentence({ ...overTime, name: "top-artists", columns, rows: [[1, "Halden Vey"], [2, "Ottilie Marr"], [3, "Low Ferry"], [4, "Sunna Brack"]] })).toBe("Songs by Halden Vey, Ottilie Marr and Low Ferry");
  expect(playSentence(overTime)).toBeNull();
});

it("lets narrow neighbours share a row where there are two columns, and leaves none half empty", () => {
  expect(halves(["bars", "line", "heatmap", "ranking", "ranking", "ranking", "line", "bars"])).toEqual([false, false, false, true, true, true, true, false]);
  expect(halves(["line", "line", "ranking", "bars"])).toEqual([true, true, false, false]);
});
