import { describe, expect, it } from "vitest";
import type { Insight } from "@/api/types";
import { overTime } from "@/test/conversation";
import { dotsView, figuresView, measured, rankingView, seriesView, singleView, tableOf } from "./view";

const insight = (change: Partial<Insight>): Insight => ({ ...overTime, comparison: null, ...change });

describe("a series", () => {
  it("names its points by the days that were asked for, without a year they all share", () => {
    expect(seriesView(overTime).points.map(({ name }) => name)).toEqual(["12 to 16 August", "17 to 23 August", "24 to 26 August"]);
  });
  it("reads every measure of a point with its unit", () => {
    expect(seriesView(overTime).points.map(({ reading }) => reading)).toEqual(["378 plays, 21 h", "412 plays, 22.8 h", "1 play, 4 min"]);
  });
  it("keeps the time before, place by place", () => {
    expect(seriesView(overTime)).toMatchObject({ comparison: [304, 296, null], comparisonLabel: "2025" });
  });
});

it("puts hours in their places, Monday midnight first", () => {
  const { values, highlight } = dotsView(insight({ kind: "heatmap", rows: [["Monday", 1, 5], ["Sunday", 23, 118]], highlight: 1 }));
  expect(values).toHaveLength(168);
  expect([values[1], values[167], highlight]).toEqual([5, 118, 167]);
});

const RANKED = [
  { key: "rank", label: "Rank", type: "number" as const, unit: null },
  { key: "artist", label: "Artist", type: "text" as const, unit: null },
  { key: "plays", label: "Plays", type: "number" as const, unit: "plays" },
  { key: "rankBefore", label: "Rank before", type: "number" as const, unit: null },
];

describe("a ranking", () => {
  const rows = [
    [1, "Halden Vey", 181, 1],
    [2, "Kestrel Arcade", 149, 11],
    [3, "Sunna Brack", 118, null],
    [4, "Nordvik", 104, 2],
  ];
  it("tells places won, lost, kept and new", () => {
    expect(rankingView(insight({ columns: RANKED, rows })).map(({ move }) => move)).toEqual([0, 9, null, -2]);
  });
  it("compares nothing when nothing was ranked before", () => {
    expect(rankingView(insight({ columns: RANKED, rows: rows.map((row) => [...row.slice(0, 3), null]) })).map(({ move }) => move)).toEqual([undefined, undefined, undefined, undefined]);
  });
  it("shows days instead of a measure where the answer is a day", () => {
    const columns = [RANKED[0], RANKED[1], { key: "value", label: "First heard", type: "date" as const, unit: null }].flatMap((column) => column ?? []);
    expect(rankingView(insight({ columns, rows: [[1, "Halden Vey", "2014-05-02"]] }))[0]).toMatchObject({ value: null, reading: "2 May 2014" });
  });
});

it("writes figures large, minutes as hours from two on, days as days", () => {
  const columns = [
    { key: "what", label: "What", type: "text" as const, unit: null },
    { key: "number", label: "Number", type: "number" as const, unit: null },
  ];
  expect(figuresView(insight({ columns, rows: [["Plays", 11_452], ["Minutes", 13_860], ["First play", "2010-05-03"]] }))).toEqual([
    { label: "Plays", value: "11,452" },
    { label: "Hours", value: "231" },
    { label: "First play", value: "3 May 2010" },
  ]);
});

it("writes the only point of a series as figures", () => {
  expect(singleView({ ...overTime, rows: [["2026-08-17", 412, 1_368]] })).toEqual([
    { label: "Plays", value: "412" },
    { label: "Minutes", value: "22.8 h" },
  ]);
});

it("says units once: plays, skips, minutes and hours, percent", () => {
  expect([measured(1, "plays"), measured(2, "plays"), measured(119, "minutes"), measured(120, "minutes"), measured(31.5, "percent")]).toEqual(["1 play", "2 plays", "119 min", "2 h", "31.5 %"]);
});

it("has a table twin with every row and every column", () => {
  const table = tableOf(overTime);
  expect(table.columns.map(({ label }) => label)).toEqual(["Week of", "Plays", "Minutes"]);
  expect(table.rows[1]).toEqual(["17 to 23 August 2026", "412", "1,368"]);
});
