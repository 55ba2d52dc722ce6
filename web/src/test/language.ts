/** Made-up providers, models and requests as the server tells them, for tests only. */
import type { Model, Provider, Providers, SentRequest, Usage } from "@/api/types";

export const provider = (name: string, title: string, change: Partial<Provider> = {}): Provider => ({
  name,
  title,
  usable: true,
  reason: null,
  local: false,
  defaultModel: `${name}-small`,
  key: { needed: true, own: false, ending: null, fromEnvironment: true, addedAt: null },
  health: { state: "good", sentence: "Answered 40 of 40.", latencyMs: 640 },
  ...change,
});

export const providers: Providers = {
  providers: [
    provider("openai", "OpenAI", { key: { needed: true, own: true, ending: "4f2a", fromEnvironment: false, addedAt: null } }),
    provider("anthropic", "Anthropic", { health: { state: "failing", sentence: "Failed 3 times.", latencyMs: null } }),
    provider("ollama", "Ollama", { usable: false, reason: "Nothing answers at 127.0.0.1:11434: start Ollama.", local: true, health: null, key: { needed: false, own: false, ending: null, fromEnvironment: false, addedAt: null } }),
    provider("built-in", "Built-in engine", { local: true, defaultModel: null, health: null, key: { needed: false, own: false, ending: null, fromEnvironment: false, addedAt: null } }),
  ],
  next: "openai",
};

export const model = (provider: string, modelId: string, change: Partial<Model> = {}): Model => ({
  provider,
  modelId,
  title: modelId,
  contextTokens: 128_000,
  inputPerMillion: 0.15,
  outputPerMillion: 0.6,
  perRequest: 0,
  tier: "small",
  latencyMs: null,
  local: false,
  streaming: true,
  structuredOutput: true,
  tools: true,
  ...change,
});

export const models = { models: [model("openai", "openai-small"), model("openai", "openai-large", { inputPerMillion: null, outputPerMillion: null, contextTokens: 1_047_576 }), model("anthropic", "anthropic-small")] };

export const sent: SentRequest = {
  requestId: "q1",
  sessionId: "s1",
  messageId: "a1",
  question: "Something for rain",
  at: "2026-11-20T21:14:00Z",
  provider: "openai",
  model: "openai-small",
  host: "api.openai.com",
  bytes: 4_213,
  inputTokens: 902,
  outputTokens: 41,
  cost: null,
  status: 200,
  outcome: "answered",
  latencyMs: 1_204,
  method: "POST",
  url: "https://api.openai.com/v1/chat/completions",
  body: '{"model":"openai-small","messages":[{"role":"user","content":"Something for rain"}]}',
};

export const usage: Usage = {
  month: "2026-11",
  requests: 12,
  inputTokens: 10_800,
  outputTokens: 950,
  cost: 0.0214,
  unknownCostRequests: 2,
  budget: 5,
  usedUp: false,
  beginsAnew: "2026-12-01",
  byModel: [],
};
