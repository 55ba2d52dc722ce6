import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { sent, usage } from "@/test/language";
import { account, problem } from "@/test/listening";
import { renderPage, serve, type Answer } from "@/test/page";
import SentPage from ".";

const { body: words, ...summary } = sent;

function show(at: string, answers: Record<string, Answer>) {
  const asked = serve({ "GET /api/account": { body: account }, ...answers });
  renderPage(<SentPage />, { at, path: "/settings/sent" });
  return asked;
}

describe("what was sent", () => {
  it("says plainly when nothing left", async () => {
    show("/settings/sent", { "GET /api/llm/sent?": { body: { requests: [], more: false } }, "GET /api/llm/usage": { body: { ...usage, requests: 0 } } });
    expect(await screen.findByRole("heading", { name: "Nothing left this machine." })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Forget this list" })).toBeNull();
  });

  it("does not say so of a list that was emptied", async () => {
    show("/settings/sent", { "GET /api/llm/sent?": { body: { requests: [], more: false } }, "GET /api/llm/usage": { body: usage } });
    expect(await screen.findByText(/^12 requests went to language models this month/)).toBeInTheDocument();
  });

  it("lists by message what went where and what it came to, and opens the exact text", async () => {
    const asked = show("/settings/sent", {
      "GET /api/llm/sent?": { body: { requests: [summary, { ...summary, requestId: "q0", outcome: "unavailable", inputTokens: null, outputTokens: null }], more: false } },
      "GET /api/llm/sent/q1": { body: sent },
    });
    expect(await screen.findByRole("link", { name: "Something for rain" })).toHaveAttribute("href", "/chat/s1?message=a1");
    expect(screen.getAllByText(/To api\.openai\.com/).map((line) => line.textContent)).toEqual([
      "To api.openai.com · 4.2 kB · 902 tokens in, 41 out · cost unknown · answered after 1.2 s",
      "To api.openai.com · 4.2 kB · tokens unknown · cost unknown · was not available after 1.2 s",
    ]);
    expect(asked.filter(({ path }) => path.includes("sent/"))).toEqual([]);
    const [first] = screen.getAllByText("OpenAI");
    if (first) await userEvent.click(first);
    expect((await screen.findByRole("region", { name: /^Text sent to OpenAI/ })).textContent).toBe(words);
  });

  it("shows one answer's requests where the address names it", async () => {
    show("/settings/sent?message=a7", { "GET /api/llm/sent?messageId=a7": { body: { requests: [], more: false } } });
    expect(await screen.findByRole("heading", { name: "Nothing is listed for this answer." })).toBeInTheDocument();
  });

  it("forgets after a second word only", async () => {
    const asked = show("/settings/sent", { "GET /api/llm/sent?": { body: { requests: [summary], more: false } }, "DELETE /api/llm/sent": { body: {} } });
    await userEvent.click(await screen.findByRole("button", { name: "Forget this list" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep it" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(await screen.findByRole("button", { name: "Forget this list" }));
    await userEvent.click(await screen.findByRole("button", { name: "Forget it" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("says what is safe when it cannot be read", async () => {
    show("/settings/sent", { "GET /api/llm/sent?": { status: 409, body: problem } });
    expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
    expect(screen.getByText("Reading it sends nothing.")).toBeInTheDocument();
  });
});
