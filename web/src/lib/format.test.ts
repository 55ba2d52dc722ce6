import { describe, expect, it } from "vitest";
import { about, count, date, dateTime, duration, plural, recently } from "./format";

describe("formats", () => {
  it("groups thousands and says one of one", () => {
    expect(count(203090)).toBe("203,090");
    expect(plural(1, "row")).toBe("1 row");
    expect(plural(178, "row")).toBe("178 rows");
  });

  it("writes durations as a sleeve would", () => {
    expect(duration(312_000)).toBe("5:12");
    expect(duration(59_600)).toBe("1:00");
    expect(duration(3_723_000)).toBe("1:02:03");
  });

  it("tells an instant in the listener's zone, and a listener's date as it is", () => {
    expect(dateTime("2010-05-03T05:41:00Z", "Europe/Stockholm")).toBe("3 May 2010, 07:41");
    expect(date("2014-06-14", "Pacific/Honolulu")).toBe("14 June 2014");
  });

  it("shortens what is recent: the hour today, the weekday this week, the date before", () => {
    const now = new Date("2026-11-20T17:00:00Z");
    const zone = "Europe/Stockholm";
    expect(recently("2026-11-20T07:12:00Z", now, zone)).toBe("08:12");
    expect(recently("2026-11-19T22:31:00Z", now, zone)).toBe("Thu 23:31");
    expect(recently("2026-03-14T10:00:00Z", now, zone)).toBe("14 March 2026");
  });

  it("rounds what is left to something one can feel", () => {
    expect(about(0.2)).toBe("about 1 s");
    expect(about(13.4)).toBe("about 13 s");
    expect(about(240)).toBe("about 4 min");
  });
});
