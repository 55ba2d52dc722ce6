/** How providers and models are spoken of: names, health, prices, room. */
import type { Health, Model, Provider } from "@/api/types";

export const BUILT_IN = "built-in";
export const AUTOMATIC = "auto";

const TITLES: Readonly<Record<string, string>> = {
  [BUILT_IN]: "Built-in engine",
  openai: "OpenAI",
  openrouter: "OpenRouter",
  gemini: "Google Gemini",
  anthropic: "Anthropic",
  perplexity: "Perplexity",
  xai: "xAI Grok",
  bedrock: "Amazon Bedrock",
  ollama: "Ollama or compatible",
};

/** A provider's name as it is written, also where the list of providers is not at hand. */
export const titleOf = (name: string): string => TITLES[name] ?? name;

export const HEALTH_WORDS: Record<Health | "off", string> = {
  good: "Answers",
  slow: "Slow just now",
  failing: "Fails just now",
  unknown: "Not tried yet",
  off: "Not set up",
};

export function healthOf({ name, usable, health }: Pick<Provider, "name" | "usable" | "health">): Health | "off" {
  if (!usable) return "off";
  return name === BUILT_IN ? "good" : (health?.state ?? "unknown");
}

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 2 });
const smallDollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

const SMALLEST = 0.0001;

/** $0.0042, $0.21, $12.40; what is not known is said so. */
export function money(usd: number | null): string {
  if (usd === null) return "unknown";
  if (usd > 0 && usd < SMALLEST) return `under $${SMALLEST}`;
  return usd > 0 && usd < 0.1 ? smallDollars.format(usd) : dollars.format(usd);
}

export function priceOf({ inputPerMillion, outputPerMillion, perRequest, local }: Pick<Model, "inputPerMillion" | "outputPerMillion" | "perRequest" | "local">): string {
  if (local) return "Runs in your own network";
  if (inputPerMillion === null || outputPerMillion === null || perRequest === null) return "Price unknown";
  const each = perRequest > 0 ? `, and ${money(perRequest)} a request` : "";
  return `${money(inputPerMillion)} in, ${money(outputPerMillion)} out a million tokens${each}`;
}

/** 128k tokens, 1M tokens. */
export function roomOf(contextTokens: number | null): string {
  if (contextTokens === null) return "Room unknown";
  return contextTokens >= 1_000_000 ? `${round(contextTokens / 1_000_000)}M tokens of room` : `${round(contextTokens / 1_000)}k tokens of room`;
}

const round = (value: number): string => value.toLocaleString("en-GB", { maximumFractionDigits: value < 10 ? 1 : 0 });

export const seconds = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

const OUTCOMES: Readonly<Record<string, string>> = {
  answered: "answered",
  silent: "said nothing in time",
  reset: "could not be reached",
  unavailable: "was not available",
  cut: "broke off",
  garbled: "gave an answer that could not be read",
  rate_limited: "had too many requests",
  invalid_key: "did not take the key",
  refused: "refused the request",
  failed: "failed",
  unsupported: "said nothing that your record supports",
  circuit_open: "was skipped, having failed just before",
  no_key: "was skipped, its keys resting",
  over_budget: "was skipped, the month’s budget being used up",
  cancelled: "was stopped",
};

/** How a try at a model ended, as a verb. */
export const outcomeWords = (outcome: string): string => OUTCOMES[outcome] ?? outcome.replaceAll("_", " ");
