import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { providers, usage } from "@/test/language";
import { account, problem, settings } from "@/test/listening";
import { answered, cards, said, session, starters, taste, text, why } from "@/test/conversation";
import { renderPage, serve, type Answer, type SentRequest } from "@/test/page";
import ChatPage from ".";
import { ConversationList } from "./ConversationList";

const MESSAGES = "/api/chat/sessions/s1/messages";
const stored = (...messages: unknown[]): Answer => ({ body: { session, messages } });
const rain = stored(said("m1", "Something for rain"), answered("a1", [text("Two for a wet road."), cards(), { type: "data-refine", data: { chips: [{ label: "Older", text: "something older" }] } }]));

/** A server whose answers to messages are streams of chunks; one that is not given never ends. */
function talk(transcript: Answer, stream?: (sent: SentRequest) => unknown[] | Response, more: Parameters<typeof serve>[0] = {}) {
  const sent = serve({
    "GET /api/account": { body: account },
    "GET /api/taste": { body: taste },
    "GET /api/chat/starters": { body: starters },
    "GET /api/chat/sessions?": { body: { sessions: [session] } },
    "POST /api/chat/sessions": { body: session },
    "GET /api/chat/sessions/s1": transcript,
    "GET /api/recommendations/me/r1/tracks/t-Wet Gravel/why": { body: why },
    ...more,
  });
  const plain = fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    if (path !== MESSAGES) return plain(path, init);
    const request = { method: "POST", path, body: JSON.parse(String(init.body)) as unknown };
    sent.push(request);
    const answer = stream?.(request);
    if (answer instanceof Response) return Promise.resolve(answer);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of answer ?? [{ type: "start", messageId: "a9" }]) controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
        if (answer) controller.close();
        else init.signal?.addEventListener("abort", () => controller.error(new DOMException("Stopped", "AbortError")));
      },
    });
    return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  });
  return sent;
}

const words = (id: string, sentence: string) => [
  { type: "text-start", id },
  { type: "text-delta", id, delta: sentence },
  { type: "text-end", id },
];
const streamed = (...chunks: unknown[]) => [{ type: "start", messageId: "a9" }, ...chunks, { type: "finish" }];
const at = (path: string) => renderPage(<ChatPage />, { at: path, path: "/chat/:sessionId?" });
const bodiesTo = (sent: SentRequest[], path: string) => sent.filter((request) => request.path === path && request.method !== "GET").map(({ body }) => body);

beforeEach(() => localStorage.clear());

describe("a stored conversation", () => {
  it("is there again, its cards with their numbers, and the first one's reasons open beside it", async () => {
    talk(rain);
    at("/chat/s1");
    expect(await screen.findByRole("heading", { level: 1, name: "Rain, on the way home" })).toBeInTheDocument();
    const second = screen.getByRole("listitem", { name: "A2, Lamplight, Lower" });
    expect(within(second).getByText(/^explicit/)).toBeInTheDocument();
    expect(within(second).getByRole("link", { name: "Play Lamplight, Lower in Spotify" })).toHaveAttribute("href", "https://open.spotify.com/track/0123456789012345678901");
    expect(screen.getByRole("button", { name: "Wet Gravel" })).toHaveAttribute("aria-expanded", "true");
  });

  it("says what is safe when it cannot be read, with the request's id", async () => {
    talk({ status: 409, body: problem });
    at("/chat/s1");
    expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
    expect(screen.getByText("Request 4f1c2a90")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });
});

describe("asking", () => {
  it("sends only the new message, paints the answer and tells it once when it is finished", async () => {
    const sent = talk(rain, () => streamed(...words("t", "One that is older.")));
    at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "Older, please{Enter}");
    expect(await screen.findByRole("heading", { level: 2, name: "Older, please" })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("log")).toHaveTextContent("One that is older."));
    const [body] = bodiesTo(sent, MESSAGES) as { id: string; trigger: string; messages: { parts: unknown[] }[] }[];
    expect(body).toMatchObject({ id: "s1", trigger: "submit-message" });
    expect(body?.messages).toHaveLength(1);
    expect(body?.messages[0]?.parts).toEqual([{ type: "text", text: "Older, please" }]);
    expect(screen.getByLabelText("Message")).toHaveValue("");
  });

  it("refines by a chip", async () => {
    const sent = talk(rain, () => streamed(...words("t", "Older.")));
    at("/chat/s1");
    await userEvent.click(await screen.findByRole("button", { name: "Older" }));
    await screen.findByRole("heading", { level: 2, name: "something older" });
    expect(bodiesTo(sent, MESSAGES)).toHaveLength(1);
  });

  it("can be stopped by Esc; what was written stays and is marked", async () => {
    talk(rain);
    at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "Older{Enter}");
    expect(await screen.findByRole("button", { name: "Stop" })).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(await screen.findByText("Stopped.", { selector: "b" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Ask again" })).toBeInTheDocument();
  });

  it("asks again with the same message when an answer broke off", async () => {
    let tries = 0;
    const sent = talk(rain, () => (tries++ ? streamed(...words("t", "Here it is.")) : new Response(JSON.stringify({ status: 503, detail: "The database is restarting.", requestId: "req-7" }), { status: 503 })));
    at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "Older{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("The database is restarting. Request req-7");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Here it is.", { selector: "p" });
    const ids = (bodiesTo(sent, MESSAGES) as { messages: { id: string }[] }[]).map(({ messages }) => messages[0]?.id);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it("edits a request in its place", async () => {
    const sent = talk(rain, () => streamed(...words("t", "Three for fog.")));
    at("/chat/s1");
    await userEvent.click(await screen.findByRole("button", { name: "Edit this request" }));
    const field = screen.getByRole("textbox", { name: "Edit this request" });
    await userEvent.clear(field);
    await userEvent.type(field, "Something for fog{Enter}");
    expect(await screen.findByText("Three for fog.", { selector: "p" })).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "Something for rain" })).toBeNull();
    expect(bodiesTo(sent, MESSAGES)).toMatchObject([{ trigger: "submit-message", messages: [{ id: "m1" }] }]);
  });

  it("answers again from the same request", async () => {
    const sent = talk(rain, () => streamed(...words("t", "Another two.")));
    at("/chat/s1");
    await userEvent.click(await screen.findByRole("button", { name: "Answer again" }));
    expect(await screen.findByText("Another two.", { selector: "p" })).toBeInTheDocument();
    expect(bodiesTo(sent, MESSAGES)).toMatchObject([{ trigger: "regenerate-message", messages: [{ id: "m1" }] }]);
  });

  it("keeps what was typed and not sent", async () => {
    talk(rain);
    const page = at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "half a thought");
    page.unmount();
    at("/chat/s1");
    expect(await screen.findByLabelText("Message")).toHaveValue("half a thought");
  });
});

describe("speaking about a track", () => {
  it("likes by a button, and takes it back", async () => {
    const sent = talk(rain, undefined, { "POST /api/feedback": { body: { accepted: 1, duplicate: 0, rejected: [] } } });
    at("/chat/s1");
    const card = await screen.findByRole("listitem", { name: "A1, Wet Gravel" });
    await userEvent.click(within(card).getByRole("button", { name: "Like" }));
    expect(await within(card).findByRole("button", { name: "Liked" })).toHaveAttribute("aria-pressed", "true");
    const [event] = bodiesTo(sent, "/api/feedback") as { event_id: string }[];
    expect(event).toMatchObject({ event_type: "like", item_id: "t-Wet Gravel", user_id: "u1", schema_version: 2, context: { recommendation_id: "r1", position: 1 } });
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent.at(-1)).toMatchObject({ method: "DELETE", path: `/api/feedback/${event?.event_id}` }));
  });

  it("goes back when the server refuses", async () => {
    talk(rain, undefined, { "POST /api/feedback": { status: 409, body: problem } });
    at("/chat/s1");
    const card = await screen.findByRole("listitem", { name: "A2, Lamplight, Lower" });
    await userEvent.click(within(card).getByRole("button", { name: "Like" }));
    expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
    expect(within(card).getByRole("button", { name: "Like" })).toHaveAttribute("aria-pressed", "false");
  });

  it("blocks an artist as a correction", async () => {
    const sent = talk(rain, undefined, { "PUT /api/taste/corrections/artist/halden%20vey": { body: {} } });
    at("/chat/s1");
    const card = await screen.findByRole("listitem", { name: "A1, Wet Gravel" });
    await userEvent.click(within(card).getByRole("button", { name: "Not this artist" }));
    expect(await screen.findByText("Halden Vey is blocked.")).toBeInTheDocument();
    expect(bodiesTo(sent, "/api/taste/corrections/artist/halden%20vey")).toEqual([{ action: "block", label: "Halden Vey" }]);
    expect(within(card).getByText("This artist is blocked.")).toBeInTheDocument();
  });
});

it("says why there are fewer tracks, and offers the one thing to relax", async () => {
  const shortfall = {
    requested: 15,
    returned: 2,
    considered: 300,
    removed: [{ constraint: "era", label: "from the 1970s", candidates: 298 }],
    offer: { constraint: "era", label: "any decade", text: "from any decade", candidates: 120 },
  };
  const sent = talk(stored(said("m1", "Rain"), answered("a1", [cards({ shortfall })])), () => streamed(...words("t", "More.")));
  at("/chat/s1");
  const fewer = await screen.findByRole("region", { name: "Why there are fewer" });
  expect(fewer).toHaveTextContent("2 of 15 from 300 candidates.");
  expect(fewer).toHaveTextContent("from the 1970s−298");
  await userEvent.click(within(fewer).getByRole("button", { name: /any decade/ }));
  await screen.findByText("More.", { selector: "p" });
  expect(bodiesTo(sent, MESSAGES)).toHaveLength(1);
});

it("begins a conversation with a starter and goes to its address", async () => {
  const sent = talk(rain, () => streamed(...words("t", "212 of them.")));
  at("/chat");
  await userEvent.click(await screen.findByRole("button", { name: /Songs I loved and forgot/ }));
  expect(await screen.findByText("212 of them.", { selector: "p" })).toBeInTheDocument();
  expect(sent.filter(({ path }) => path === "/api/chat/sessions" || path === MESSAGES).map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /api/chat/sessions", `POST ${MESSAGES}`]);
});

const proposal = (state: string, outcome: string | null = null) => ({ type: "data-confirmation", data: { confirmationId: "c1", sentence: "Like **Wet Gravel**.", tool: "feedback", state, expiresAt: "2026-11-20T21:24:00Z", outcome } });
const CONFIRMATION = "/api/chat/sessions/s1/confirmations/c1";

describe("a conversation that was searched", () => {
  const hit = { messageId: "a1", role: "assistant", snippet: [{ hit: false, text: "Two for a wet " }, { hit: true, text: "road" }] };

  it("shows what was found and opens at it", async () => {
    talk(rain, undefined, { "GET /api/chat/sessions?q=road": { body: { sessions: [{ ...session, hit }] } } });
    renderPage(<ConversationList onClose={() => undefined} />);
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search conversations" }), "road");
    const found = await screen.findByText("road", { selector: "mark" });
    expect(found.closest("a")).toHaveAttribute("href", "/chat/s1?message=a1");
  });

  it("is only looked at; whoever goes on from there shows that branch first", async () => {
    const sent = talk({ body: {} }, () => streamed(...words("t", "Older.")), { "GET /api/chat/sessions/s1?message=a1": rain, "PATCH /api/chat/sessions/s1": { body: session } });
    at("/chat/s1?message=a1");
    await screen.findByText("Two for a wet road.");
    expect(sent.some(({ method }) => method === "PATCH")).toBe(false);
    await userEvent.type(screen.getByLabelText("Message"), "Older{Enter}");
    await screen.findByText("Older.", { selector: "p" });
    const writes = sent.filter(({ method }) => method !== "GET").map(({ method, path, body }) => [method, path, (body as { activeMessageId?: string }).activeMessageId]);
    expect(writes).toEqual([["PATCH", "/api/chat/sessions/s1", "a1"], ["POST", MESSAGES, undefined]]);
  });
});

describe("a proposed change", () => {
  it("happens on the listener's word, once, and says what came of it", async () => {
    const sent = talk(stored(said("m1", "Like A1"), answered("a1", [proposal("waiting")])), undefined, { [`POST ${CONFIRMATION}`]: { body: proposal("confirmed", "Liked Wet Gravel.").data } });
    at("/chat/s1");
    const card = await screen.findByRole("region", { name: "To be confirmed" });
    expect(card).toHaveTextContent("Like Wet Gravel.");
    await userEvent.click(within(card).getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("Liked Wet Gravel.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
    expect(bodiesTo(sent, CONFIRMATION)).toEqual([{ decision: "confirm" }]);
  });

  it("is left by a key, and stays as it was when the server refuses", async () => {
    let healthy = false;
    const sent = talk(stored(said("m1", "Like A1"), answered("a1", [proposal("waiting")])), undefined, { [`POST ${CONFIRMATION}`]: () => (healthy ? { body: proposal("declined").data } : { status: 409, body: problem }) });
    at("/chat/s1");
    const card = await screen.findByRole("region", { name: "To be confirmed" });
    await userEvent.click(within(card).getByRole("button", { name: "Not now" }));
    expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
    expect(within(card).getByRole("button", { name: "Confirm" })).toBeEnabled();
    healthy = true;
    await userEvent.click(within(card).getByRole("button", { name: "Not now" }));
    expect(await screen.findByText("Not done. Nothing was changed.")).toBeInTheDocument();
    expect(bodiesTo(sent, CONFIRMATION)).toEqual([{ decision: "decline" }, { decision: "decline" }]);
  });

  it.each([
    ["confirmed", "Done."],
    ["declined", "Not done. Nothing was changed."],
    ["expired", "Not done: you went on without confirming. Ask again for it."],
  ])("is there again after a reload, %s", async (state, words) => {
    talk(stored(said("m1", "Like A1"), answered("a1", [proposal(state)])));
    at("/chat/s1");
    expect(await screen.findByRole("region", { name: "Proposed" })).toHaveTextContent(words);
    expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
  });
});

describe("who answered", () => {
  const metadata = { providerUsed: "anthropic", model: "claude-1", latencyMs: 2_140, fallbackAttempts: [{ provider: "openai", model: "gpt-1", outcome: "unavailable", latencyMs: 300 }] };

  it("is told quietly, a fallback in a sentence, each try on request, with the way to what was sent", async () => {
    talk(stored(said("m1", "Rain"), answered("a1", [text("Two.")], metadata)));
    at("/chat/s1");
    expect(await screen.findByText("OpenAI did not answer, so Anthropic did.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Answered by Anthropic, claude-1, 2.1 s" }));
    expect(within(screen.getByRole("list", { name: "Tries" })).getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["OpenAI, gpt-1: was not available after 300 ms", "Anthropic, claude-1, 2.1 s: answered"]);
    expect(screen.getByRole("link", { name: "What was sent" })).toHaveAttribute("href", "/settings/sent?message=a1");
  });

  it("offers to try again when no language model answered", async () => {
    const sent = talk(stored(said("m1", "Rain"), answered("a1", [text("Two.")], { ...metadata, providerUsed: "built-in", degraded: true, degradedReason: "OpenAI was not available." })), () => streamed(...words("t", "Longer words.")));
    at("/chat/s1");
    expect(await screen.findByText("No language model answered. The built-in engine did, so the words are short.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Longer words.", { selector: "p" });
    expect(bodiesTo(sent, MESSAGES)).toMatchObject([{ trigger: "regenerate-message" }]);
  });
});

describe("an answer of the built-in engine in a language model's place", () => {
  const short = stored(said("m1", "Rain"), answered("a1", [text("Two.")], { degradedReason: "It was not asked." }));
  const world = (chosen: string, change: object) => ({ "GET /api/settings": { body: { ...settings, provider: chosen } }, "GET /api/providers": { body: providers }, "GET /api/llm/usage": { body: { ...usage, ...change } } });

  it.each([
    ["auto", { usedUp: true }, "This month’s budget is used up. The built-in engine answers until 1 December 2026. Change the budget"],
    ["ollama", {}, "Ollama cannot be asked, so the built-in engine answered. Nothing answers at 127.0.0.1:11434: start Ollama. Set it up"],
  ])("says what stands in the way, chosen %s", async (chosen, change, sentence) => {
    talk(short, undefined, world(chosen, change));
    at("/chat/s1");
    expect(await screen.findByRole("note")).toHaveTextContent(sentence);
  });

  it.each([["built-in", { usedUp: true }], ["auto", {}]])("says nothing where that is as chosen: %s", async (chosen, change) => {
    talk(short, undefined, world(chosen, change));
    at("/chat/s1");
    await screen.findByRole("button", { name: /^Who answers/ });
    expect(screen.queryByRole("note")).toBeNull();
  });
});

describe("a page that reloads while an answer is written", () => {
  const cut = stored(said("m1", "Rain"), answered("a9", [], { status: "streaming" }));
  const stream = (...chunks: unknown[]) => new Response(streamed(...chunks).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(""), { headers: { "Content-Type": "text/event-stream" } });

  function reload(resumed: Response, transcripts: Answer[]) {
    let reads = 0;
    talk({ body: {} }, undefined, { "GET /api/chat/sessions/s1": () => transcripts[Math.min(reads++, transcripts.length - 1)] as Answer });
    const plain = fetch;
    vi.stubGlobal("fetch", (path: string, init?: RequestInit) => (path === "/api/chat/sessions/s1/stream" ? Promise.resolve(resumed) : plain(path, init)));
    at("/chat/s1");
  }

  it("goes on with it", async () => {
    reload(stream(...words("t", "Two for a wet road.")), [cut]);
    expect(await screen.findByText("Two for a wet road.", { selector: "p" })).toBeInTheDocument();
    expect(screen.queryByText("Stopped.", { selector: "b" })).toBeNull();
  });

  it.each([
    ["ended meanwhile", new Response(null, { status: 204 })],
    ["cannot be taken up", new Response("{}", { status: 404 })],
  ])("shows how it ended when it %s", async (_, resumed) => {
    reload(resumed, [cut, cut, stored(said("m1", "Rain"), answered("a9", [text("One, then cut.")], { status: "stopped" }))]);
    expect(await screen.findByText("One, then cut.", { selector: "p" })).toBeInTheDocument();
    expect(screen.getByText("Stopped.", { selector: "b" })).toBeInTheDocument();
  });
});

describe("a request that never arrived", () => {
  it("is in the composer again after a reload", async () => {
    talk(rain, () => new Response(JSON.stringify({ status: 401, detail: "Your session has ended.", code: "not_permitted" }), { status: 401 }));
    const page = at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "Older, please{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Your session has ended.");
    page.unmount();
    at("/chat/s1");
    expect(await screen.findByLabelText("Message")).toHaveValue("Older, please");
  });

  it("is forgotten once the server has it", async () => {
    talk(rain, () => streamed(...words("t", "Older.")));
    const page = at("/chat/s1");
    await userEvent.type(await screen.findByLabelText("Message"), "Older, please{Enter}");
    await screen.findByText("Older.", { selector: "p" });
    page.unmount();
    at("/chat/s1");
    expect(await screen.findByLabelText("Message")).toHaveValue("");
  });
});
