import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { account, problem, settings } from "@/test/listening";
import { renderPage, serve, type Answer } from "@/test/page";
import SettingsPage from ".";

function show(patch: Answer | ((body: unknown) => Answer)) {
  const sent = serve({ "GET /api/account": { body: account }, "GET /api/imports": { body: { imports: [] } }, "GET /api/settings": { body: settings }, "PATCH /api/settings": patch } as never);
  renderPage(<SettingsPage />);
  return () => sent.filter(({ method }) => method === "PATCH").map(({ body }) => body);
}

const saved = (change: unknown): Answer => ({ body: { ...settings, ...(change as object) } });

describe("settings", () => {
  it("saves a change at once, confirms it, and puts it back", async () => {
    const patches = show(saved);
    await userEvent.click(await screen.findByRole("radio", { name: "Sunday" }));
    expect(await screen.findByText("Weeks start on Sunday.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Put back.")).toBeInTheDocument();
    expect(patches()).toEqual([{ weekStart: "sunday" }, { weekStart: "monday" }]);
    expect(screen.getByRole("radio", { name: "Monday" })).toBeChecked();
  });

  it("goes back to what was, and says why, when the server refuses", async () => {
    show({ status: 409, body: problem });
    const keys = await screen.findByRole("switch", { name: "Single-letter keys" });
    await userEvent.click(keys);
    expect(await screen.findByText("Not saved. The database is being upgraded.")).toBeInTheDocument();
    await waitFor(() => expect(keys).toBeChecked());
  });

  it("changes the colours with the theme, in this browser too", async () => {
    show(saved);
    await userEvent.click(await screen.findByRole("radio", { name: "Light" }));
    expect(document.documentElement.dataset.theme).toBe("light");
    expect(localStorage.getItem("echotune.theme")).toBe("light");
  });

  it("offers the stricter rule for unmarked tracks only together with the first one", async () => {
    show(saved);
    const strict = await screen.findByRole("switch", { name: "Leave out unmarked tracks too" });
    expect(strict).toBeDisabled();
    await userEvent.click(screen.getByRole("switch", { name: "Leave out explicit tracks" }));
    await waitFor(() => expect(strict).toBeEnabled());
  });
});
