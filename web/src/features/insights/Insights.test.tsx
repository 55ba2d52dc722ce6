import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Insight } from "@/api/types";
import { problem } from "@/test/listening";
import { overTime } from "@/test/conversation";
import { renderPage, serve } from "@/test/page";
import InsightsPage from ".";

const totals = (plays: number): Insight => ({
  ...overTime,
  name: "totals",
  kind: "figure",
  sentence: `${plays} plays in all.`,
  columns: [
    { key: "what", label: "What", type: "text", unit: null },
    { key: "number", label: "Number", type: "number", unit: null },
  ],
  rows: [["Plays", plays], ...(plays ? [["First play", "2010-05-03"], ["Last play", "2026-11-20"]] : [])],
});
const YEAR = "?from=2026-01-01&to=2026-11-20";
const WEEKS = "?from=2026-10-24&to=2026-11-20";
const answers = {
  "GET /api/insights/totals": { body: totals(214_052) },
  "GET /api/insights": { body: { insights: [{ name: "totals", title: "In all", kind: "figure" }, { name: "plays-over-time", title: "Plays over time", kind: "bars" }] } },
  [`GET /api/insights/totals${YEAR}`]: { body: totals(600) },
  [`GET /api/insights/plays-over-time${YEAR}`]: { body: overTime },
  [`GET /api/insights/totals${WEEKS}`]: { body: totals(0) },
  [`GET /api/insights/plays-over-time${WEEKS}`]: { body: { ...overTime, rows: [], comparison: null } },
};

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class {
    observe() {}
    disconnect() {}
  });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(640);
});

it("heads the page with what the numbers say, and draws each figure with its table and CSV", async () => {
  serve(answers);
  renderPage(<InsightsPage />, { at: "/insights" });
  expect(await screen.findByRole("heading", { level: 1, name: "A year much like the one before." })).toBeInTheDocument();
  const figure = await screen.findByRole("region", { name: overTime.sentence });
  expect(within(figure).getByRole("slider")).toHaveAttribute("aria-valuetext", "17 to 23 August: 412 plays, 22.8 h");
  expect(within(figure).getByRole("link", { name: "CSV" })).toHaveAttribute("href", `/api/insights/plays-over-time.csv${YEAR}`);
  await userEvent.click(within(figure).getByRole("button", { name: "View as table" }));
  expect(within(figure).getByRole("table")).toHaveTextContent("17 to 23 August 2026");
});

it("asks for other days when the period changes, and says so when nothing was played in them", async () => {
  const sent = serve(answers);
  renderPage(<InsightsPage />, { at: "/insights" });
  await userEvent.click(await screen.findByRole("radio", { name: "4 weeks" }));
  expect(await screen.findByRole("heading", { name: "Nothing was played in these days." })).toBeInTheDocument();
  expect(sent.map(({ path }) => path)).toContain(`/api/insights/plays-over-time${WEEKS}`);
});

it("keeps the other figures when one fails, and asks for that one again", async () => {
  serve({ ...answers, [`GET /api/insights/plays-over-time${YEAR}`]: { status: 409, body: problem } });
  renderPage(<InsightsPage />, { at: "/insights" });
  const failed = await screen.findByRole("region", { name: "Plays over time" });
  expect(await within(failed).findByText("Plays over time could not be counted.")).toBeInTheDocument();
  expect(within(failed).getByText("Request 4f1c2a90")).toBeInTheDocument();
  expect(within(failed).getByRole("button", { name: "Try again" })).toBeInTheDocument();
});
