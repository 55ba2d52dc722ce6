import { describe, expect, it } from "vitest";
import { addDays, axisTicks, spanName, today } from "./span";

it.each([
  ["2026-01-01", "2026-12-31", "2026"],
  ["2026-08-01", "2026-08-31", "August 2026"],
  ["2024-02-01", "2024-02-29", "February 2024"],
  ["2026-08-17", "2026-08-23", "17 to 23 August 2026"],
  ["2026-07-28", "2026-08-03", "28 July to 3 August 2026"],
  ["2010-05-03", "2026-11-20", "3 May 2010 to 20 November 2026"],
  ["2026-11-20", "2026-11-20", "20 November 2026"],
])("says %s to %s as %s", (from, to, words) => expect(spanName(from, to)).toBe(words));

it("leaves the year out where all days share it", () => {
  expect(spanName("2026-08-17", "2026-08-23", { withYear: false })).toBe("17 to 23 August");
});

it("adds days across a leap day and a change of clocks", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
});

it("knows the day where the listener is", () => {
  expect(today("Asia/Tokyo", new Date("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
});

describe("words under an axis", () => {
  it("name the years of a long time, once each", () => {
    expect(axisTicks(["2019-11-01", "2020-01-01", "2020-06-01", "2023-01-01"])).toEqual(["2019", "2020", null, "2023"]);
  });
  it("name the months of a year and the days of a week", () => {
    expect(axisTicks(["2026-01-05", "2026-01-12", "2026-02-02", "2026-09-28"])).toEqual(["Jan", null, "Feb", "Sep"]);
    expect(axisTicks(["2026-11-19", "2026-11-20"])).toEqual(["Thu 19", "Fri 20"]);
  });
});
