import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { providers, usage } from "@/test/language";
import { account, problem, settings } from "@/test/listening";
import { renderPage, serve, type Answer } from "@/test/page";
import SettingsPage from ".";

function show(patch: Answer | ((body: unknown) => Answer), more: Parameters<typeof serve>[0] = {}) {
  const sent = serve({ ...more, "GET /api/providers": { body: providers }, "GET /api/llm/usage": { body: usage }, "GET /api/account": { body: account }, "GET /api/imports": { body: { imports: [] } }, "GET /api/settings": { body: settings }, "PATCH /api/settings": patch } as never);
  renderPage(<SettingsPage />);
  return (method = "PATCH") => sent.filter((request) => request.method === method).map(({ body }) => body);
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

describe("language models", () => {
  const own = { body: providers.providers[0] };

  it("shows of a kept key its last signs alone, and takes it away", async () => {
    const sent = show(saved, { "DELETE /api/providers/openai/key": own });
    expect(await screen.findByText("Answers. Your key ends in 4f2a.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Remove the key for OpenAI" }));
    expect(await screen.findByText("The key for OpenAI is removed.")).toBeInTheDocument();
    expect(sent("DELETE")).toHaveLength(1);
  });

  it("takes a key once, hidden, and forgets it", async () => {
    const sent = show(saved, { "PUT /api/providers/anthropic/key": own });
    await userEvent.click(await screen.findByRole("button", { name: "Enter the key for Anthropic" }));
    const field = await screen.findByLabelText("Key for Anthropic", { selector: "input" });
    expect(field).toHaveAttribute("type", "password");
    await userEvent.type(field, " sk-ant-0042 {Enter}");
    expect(await screen.findByText("The key for Anthropic is kept.")).toBeInTheDocument();
    expect(sent("PUT")).toEqual([{ key: "sk-ant-0042" }]);
    expect(document.body.innerHTML).not.toContain("sk-ant-0042");
  });

  it("keeps the dialog, and says why, when a key is refused", async () => {
    show(saved, { "PUT /api/providers/anthropic/key": { status: 422, body: { ...problem, detail: "This is not a key of Anthropic." } } });
    await userEvent.click(await screen.findByRole("button", { name: "Enter the key for Anthropic" }));
    await userEvent.type(await screen.findByLabelText("Key for Anthropic", { selector: "input" }), "nonsense{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not kept. This is not a key of Anthropic.");
  });

  it("tells this month's use, what of it has no price, and keeps a budget", async () => {
    const patches = show(saved);
    expect(await screen.findByText(/12 requests, 10,800 tokens in and 950 out, \$0\.021 of \$5\.00\./)).toHaveTextContent("The price of 2 requests is not known and is not in the sum.");
    const field = screen.getByLabelText("Monthly budget");
    await userEvent.type(field, "x");
    expect(screen.getByRole("alert")).toHaveTextContent("A sum such as 5 or 12.50.");
    await userEvent.clear(field);
    await userEvent.type(field, "7,5{Enter}");
    await waitFor(() => expect(patches()).toEqual([{ monthlyBudget: 7.5 }]));
  });

  it("can hold to the chosen provider, and to fewer earlier messages", async () => {
    const patches = show(saved);
    await userEvent.click(await screen.findByRole("switch", { name: "If one does not answer, ask the next" }));
    await userEvent.click(within(screen.getByRole("radiogroup", { name: "Earlier messages it is given" })).getByRole("radio", { name: "10" }));
    await waitFor(() => expect(patches()).toEqual([{ fallback: false }, { contextMessages: 10 }]));
  });
});
