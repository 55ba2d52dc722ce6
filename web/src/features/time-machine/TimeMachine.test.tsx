import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage, serve, type Answer } from "@/test/page";
import { curves, machine, span } from "@/test/steering";
import TimeMachinePage from ".";
import { dayNumber, dayText, isDay, placeAmong } from "./days";

const PATH = "/api/taste/time-machine";
const AT = "/taste/time-machine";

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class {
    observe() {}
    disconnect() {}
  });
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} }));
});

const open = (more: Record<string, Answer> = {}, at = AT) => {
  const sent = serve({
    [`GET ${PATH}/span`]: { body: span },
    [`GET ${PATH}/curve`]: { body: curves },
    [`GET ${PATH}?date=2019-03-01&mode=blend`]: { body: machine("2019-03-01") },
    [`GET ${PATH}?date=2019-02-28&mode=blend`]: { body: machine("2019-02-28") },
    [`GET ${PATH}?date=2019-03-01&mode=relisten`]: { body: machine("2019-03-01") },
    ...more,
  });
  renderPage(<TimeMachinePage />, { at });
  return sent;
};

it("replays the suggested day, and marks in words what came true and when", async () => {
  open();
  expect(await screen.findByRole("heading", { level: 1, name: "On 1 March 2019" })).toBeInTheDocument();
  const cards = within(await screen.findByRole("list", { name: "What would have been recommended on 1 March 2019" })).getAllByRole("listitem");
  expect(cards[0]).toHaveTextContent("You did play this3 days later; 2 plays in four weeks");
  expect(cards[1]).toHaveTextContent("Not played");
  expect(screen.getByText("One of two came true after 2019-03-01.")).toBeInTheDocument();
});

it("scrubs by keyboard, a day a step, and asks once it stands still", async () => {
  const sent = open();
  const scrubber = await screen.findByRole("slider", { name: "Day" });
  expect(scrubber).toHaveAttribute("aria-valuetext", "1 March 2019, after about 40 plays");
  fireEvent.change(scrubber, { target: { value: String(dayNumber("2019-02-27")) } });
  fireEvent.change(scrubber, { target: { value: String(dayNumber("2019-02-28")) } });
  expect(await screen.findByRole("heading", { level: 1, name: "On 28 February 2019" })).toBeInTheDocument();
  expect(await screen.findByText("One of two came true after 2019-02-28.")).toBeInTheDocument();
  expect(sent.some(({ path }) => path.includes("2019-02-27"))).toBe(false);
});

it("takes day and kind from the address, and only days that there are", async () => {
  const sent = open({}, `${AT}?date=1999-01-01&mode=relisten`);
  await waitFor(() => expect(sent.some(({ path }) => path === `${PATH}?date=2019-03-01&mode=relisten`)).toBe(true));
  expect(await screen.findByRole("radio", { name: "Played" })).toBeChecked();
  fireEvent.change(screen.getByLabelText("Date"), { target: { value: "2020-01-01" } });
  expect(screen.getByRole("heading", { level: 1, name: "On 1 March 2019" })).toBeInTheDocument();
});

it("draws the curves with a table of the same numbers", async () => {
  open();
  const figure = await screen.findByRole("region", { name: "The first 20 songs reached 40 % of what they could; play counts 30 %." });
  await userEvent.click(within(figure).getByRole("button", { name: "View as table" }));
  expect(within(figure).getAllByRole("row")).toHaveLength(51);
  expect(screen.getByRole("heading", { name: "Ahead of play counts in 1 of 2 weeks, even in 1." })).toBeInTheDocument();
});

it("says how far measuring has come, and why a short record has no curve", async () => {
  open({ [`GET ${PATH}/curve`]: { body: { status: "too_short", done: 0, cuts: 0, sentence: "The history spans less than two weeks.", curves: [] } } });
  expect(await screen.findByText("The history spans less than two weeks.")).toBeInTheDocument();
});

it("says what it is where there is no past, and what is safe where it cannot be read", async () => {
  open({ [`GET ${PATH}/span`]: { status: 409, body: { code: "no_history", detail: "There is no past to travel to yet." } } });
  expect(await screen.findByRole("link", { name: "Choose your export" })).toHaveAttribute("href", "/import");
});

it("keeps the day in sight when it cannot be replayed", async () => {
  open({ [`GET ${PATH}?date=2019-03-01&mode=blend`]: { status: 409, body: { code: "no_catalogue", detail: "There is no catalogue to explore yet." } } });
  expect(await screen.findByText("There is no catalogue to explore yet.")).toBeInTheDocument();
  expect(screen.getByRole("slider", { name: "Day" })).toBeInTheDocument();
});

it("counts days without a zone", () => {
  expect(dayText(dayNumber("2024-02-29") + 1)).toBe("2024-03-01");
  expect(isDay("2024-02-29")).toBe(true);
  expect(isDay("2024-02-30")).toBe(false);
  expect(isDay("yesterday")).toBe(false);
  expect(placeAmong(span.months, "2019-03-01")).toBe(2);
  expect(placeAmong(span.months, "2019-02-15")).toBeCloseTo(1.5);
});
