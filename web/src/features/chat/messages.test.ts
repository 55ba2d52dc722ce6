import { expect, it } from "vitest";
import { answered, cards, said, text } from "@/test/conversation";
import { plainText, sideOf, sleeveNumber, turnsOf, type EchoMessage } from "./messages";

const conversation = (...messages: unknown[]) => messages as EchoMessage[];

it("pairs every request with its answer, and gives each answer with tracks a side", () => {
  const turns = turnsOf(
    conversation(said("u1", "Rain"), answered("a1", [text("Two."), cards()]), said("u2", "When?"), answered("a2", [text("In 2019.")]), said("u3", "Older"), answered("a3", [cards({ recommendationId: "r2" })])),
    false,
  );
  expect(turns.map(({ text: asked }) => asked)).toEqual(["Rain", "When?", "Older"]);
  const sides = turns.map(({ answer }) => answer?.blocks.flatMap((block) => (block.kind === "recommendation" ? [block.side] : [])));
  expect(sides).toEqual([["A"], [], ["B"]]);
});

it("goes on after Z as records do not", () => {
  expect([0, 25, 26, 27, 52].map(sideOf)).toEqual(["A", "Z", "AA", "AB", "BA"]);
  expect(sleeveNumber("B", { position: 12 })).toBe("B12");
});

it("takes what was heard, what was done and what can follow out of the data parts", () => {
  const [turn] = turnsOf(
    conversation(
      said("u1", "Rain"),
      answered("a1", [
        { type: "data-heard", data: { request: {}, chips: [{ key: "moods", label: "calm" }] } },
        { type: "data-activity", data: { text: "Looking at your 2014 history" } },
        { type: "data-refine", data: { chips: [{ label: "Older", text: "older" }] } },
      ]),
    ),
    false,
  );
  expect(turn?.heard.map(({ label }) => label)).toEqual(["calm"]);
  expect(turn?.answer?.activities).toEqual(["Looking at your 2014 history"]);
  expect(turn?.answer?.refine).toEqual([{ label: "Older", text: "older" }]);
});

it("calls only the last answer streaming, and one that nobody streams any more stopped", () => {
  const messages = conversation(said("u1", "a"), answered("a1", [], { status: "streaming" }), said("u2", "b"), answered("a2", [], { status: "streaming" }));
  expect(turnsOf(messages, true).map(({ answer }) => answer?.status)).toEqual(["stopped", "streaming"]);
});

it("reads an answer aloud with the numbers that can be said", () => {
  const [turn] = turnsOf(conversation(said("u1", "Rain"), answered("a1", [text("Two for a wet road."), cards()])), false);
  expect(plainText(turn?.answer ?? { blocks: [] })).toBe("Two for a wet road.\n\nA1 Wet Gravel, Halden Vey. Why Wet Gravel.\nA2 Lamplight, Lower, Ottilie Marr. Why Lamplight, Lower.");
});
