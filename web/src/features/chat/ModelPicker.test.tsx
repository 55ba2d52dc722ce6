import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { models, provider, providers } from "@/test/language";
import { problem, settings } from "@/test/listening";
import { renderPage, serve, type Answer } from "@/test/page";
import { ModelPicker } from "./ModelPicker";

function show(chosen: { provider?: string; model?: string }, patch?: Answer, known = providers) {
  const sent = serve({
    "GET /api/providers": { body: known },
    "GET /api/models": { body: models },
    "GET /api/settings": { body: { ...settings, ...chosen } },
    "PATCH /api/settings": patch ?? ((body) => ({ body: { ...settings, ...chosen, ...(body as object) } })),
  });
  renderPage(<ModelPicker />);
  return () => sent.filter(({ method }) => method === "PATCH").map(({ body }) => body);
}

const open = async (name: RegExp) => {
  await userEvent.click(await screen.findByRole("button", { name }));
  return screen.findByRole("dialog", { name: "Who answers" });
};

describe("the picker at the composer", () => {
  it("names who answers and how that does, in words", async () => {
    show({ provider: "anthropic" });
    expect(await screen.findByRole("button", { name: "Who answers: Anthropic. Fails just now" })).toHaveAttribute("aria-expanded", "false");
  });

  it("stands for the first that works while nothing is chosen", async () => {
    show({});
    const panel = await open(/^Who answers: OpenAI\. Answers/);
    expect(within(panel).getByRole("radio", { name: /^Automatic/ })).toBeChecked();
    expect(within(panel).getByText("The first that works: OpenAI now")).toBeInTheDocument();
  });

  it("offers the built-in engine always, and says of the rest what is missing", async () => {
    show({}, undefined, { ...providers, next: "built-in" });
    const panel = await open(/Built-in engine/);
    expect(within(panel).getAllByRole("radio")).toHaveLength(4);
    await userEvent.click(within(panel).getByText("1 other is not set up"));
    expect(panel).toHaveTextContent("Ollama Nothing answers at 127.0.0.1:11434: start Ollama.");
    expect(within(panel).getByRole("link", { name: "Set up in settings" })).toHaveAttribute("href", "/settings#language-models");
  });

  it("saves a provider, then one of its models, with price and room told or said to be unknown", async () => {
    const patches = show({});
    const panel = await open(/OpenAI/);
    await userEvent.click(within(panel).getByRole("radio", { name: /^OpenAI/ }));
    const list = await within(panel).findByRole("radiogroup", { name: "Model" });
    expect(within(list).getByRole("radio", { name: /^openai-small/ })).toBeChecked();
    expect(list).toHaveTextContent("The usual one · $0.15 in, $0.60 out a million tokens · 128k tokens of room");
    expect(list).toHaveTextContent("Price unknown · 1M tokens of room");
    await userEvent.click(within(list).getByRole("radio", { name: /^openai-large/ }));
    await waitFor(() => expect(patches()).toEqual([{ provider: "openai", model: "" }, { provider: "openai", model: "openai-large" }]));
  });

  it("goes back, and says so, when the choice cannot be saved", async () => {
    show({ provider: "openai" }, { status: 409, body: problem });
    const panel = await open(/OpenAI/);
    await userEvent.click(within(panel).getByRole("radio", { name: /^Built-in engine/ }));
    expect(await screen.findByText("Not saved. The database is being upgraded.")).toBeInTheDocument();
    expect(within(panel).getByRole("radio", { name: /^OpenAI/ })).toBeChecked();
  });

  it("searches where a provider has many models", async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...models.models[0], modelId: `m${index}`, title: `Model ${index}` }));
    serve({ "GET /api/providers": { body: { ...providers, providers: [provider("openai", "OpenAI")] } }, "GET /api/models": { body: { models: many } }, "GET /api/settings": { body: { ...settings, provider: "openai" } } });
    renderPage(<ModelPicker />);
    const panel = await open(/OpenAI/);
    await userEvent.type(await within(panel).findByRole("searchbox", { name: "Search models" }), "model 7");
    expect(within(within(panel).getByRole("radiogroup", { name: "Model" })).getAllByRole("radio")).toHaveLength(1);
  });
});
