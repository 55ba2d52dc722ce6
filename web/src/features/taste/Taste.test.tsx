import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { account, problem } from "@/test/listening";
import { taste } from "@/test/conversation";
import { renderPage, serve } from "@/test/page";
import TastePage from ".";

const PREVIEW = "/api/taste/corrections/preview?kind=artist&id=copper+weather&action=block";
const COPPER = "/api/taste/corrections/artist/copper%20weather";
const changes = [
  { title: "Glass Fires", artist: "Kestrel Arcade", fromRank: 24, toRank: 9 },
  { title: "Rust", artist: "Copper Weather", fromRank: 1, toRank: null },
];

const open = (more: Parameters<typeof serve>[0] = {}) => {
  const sent = serve({ "GET /api/account": { body: account }, "GET /api/taste": { body: taste }, [`GET ${PREVIEW}`]: { body: { changes } }, [`PUT ${COPPER}`]: { body: {} }, ...more });
  renderPage(<TastePage />);
  return sent;
};

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class {
    observe() {}
    disconnect() {}
  });
});

it("says what is believed with its evidence, and corrects only what is about somebody", async () => {
  open();
  expect(await screen.findByRole("heading", { level: 1, name: "Slow, low and late." })).toBeInTheDocument();
  expect(screen.getByText("Finished 63 % in 2012.")).toBeInTheDocument();
  expect(screen.getByRole("group", { name: "Correct: You are done with Copper Weather" })).toBeInTheDocument();
  expect(screen.queryByRole("group", { name: "Correct: Most of it after nine" })).toBeNull();
});

it("previews a correction, keeps it only when told so, and can undo it", async () => {
  const sent = open();
  const copper = await screen.findByRole("group", { name: "Correct: You are done with Copper Weather" });
  await userEvent.click(within(copper).getByRole("button", { name: "Block" }));
  const preview = await screen.findByRole("group", { name: "Block Copper Weather?" });
  expect(await within(preview).findByText("24th to 9th")).toBeInTheDocument();
  expect(within(preview).getByText("was first")).toBeInTheDocument();
  expect(sent.some(({ method }) => method === "PUT")).toBe(false);

  await userEvent.click(within(preview).getByRole("button", { name: "Keep" }));
  expect(await screen.findByText("Copper Weather is blocked.")).toBeInTheDocument();
  expect(sent.find(({ method }) => method === "PUT")).toMatchObject({ path: COPPER, body: { action: "block", label: "Copper Weather" } });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(sent.some(({ method, path }) => method === "DELETE" && path === COPPER)).toBe(true);
});

it("removes a correction, and undo restores it", async () => {
  const sent = open({ "DELETE /api/taste/corrections/artist/halden%20vey": { status: 200, body: {} } });
  await userEvent.click(await screen.findByRole("button", { name: "Remove: Halden Vey" }));
  expect(await screen.findByText("Halden Vey counts as before.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(sent.find(({ method }) => method === "PUT")).toMatchObject({ path: "/api/taste/corrections/artist/halden%20vey", body: { action: "boost" } });
});

it("says what it is while nothing was played", async () => {
  open({ "GET /api/taste": { body: { ...taste, totals: { ...taste.totals, plays: 0 } } } });
  expect(await screen.findByRole("link", { name: "Choose your export" })).toHaveAttribute("href", "/import");
});

it("says what is safe when it cannot be read", async () => {
  open({ "GET /api/taste": { status: 409, body: problem } });
  expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
  expect(screen.getByText("Your plays and corrections are stored.")).toBeInTheDocument();
});
