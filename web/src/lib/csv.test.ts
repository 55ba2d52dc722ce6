import { expect, it } from "vitest";
import { toCsv } from "./csv";

it("quotes what needs it, escapes formulas, leaves unknown cells empty", () => {
  expect(toCsv(["Artist", "Plays"], [['The "Who", live', 3], ["=HYPERLINK(1)", null], ["-ism", 2]])).toBe(
    'Artist,Plays\r\n"The ""Who"", live",3\r\n\'=HYPERLINK(1),\r\n\'-ism,2\r\n',
  );
});
