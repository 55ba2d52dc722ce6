import { describe, expect, it } from "vitest";
import { attemptWords, noticeOf, sourceWords, writer } from "./attempts";

const tried = (provider: string, outcome: string, latencyMs = 0) => ({ provider, model: `${provider}-1`, outcome, latencyMs });

describe("who answered", () => {
  it("is told with model and time; the built-in engine has no model to name", () => {
    expect(writer({ providerUsed: "anthropic", model: "claude-sonnet-4", latencyMs: 2_140 })).toBe("Anthropic, claude-sonnet-4, 2.1 s");
    expect(writer({ providerUsed: "built-in", model: "language-engine-1", latencyMs: 41 })).toBe("Built-in engine, 41 ms");
    expect(writer({})).toBeNull();
  });

  it("needs no notice when the chosen one answered, even at its second try", () => {
    expect(noticeOf({ providerUsed: "openai", fallbackAttempts: [] })).toBeNull();
    expect(noticeOf({ providerUsed: "openai", fallbackAttempts: [tried("openai", "cut")] })).toBeNull();
  });

  it("names each one that did not answer, once", () => {
    const fallbackAttempts = [tried("openai", "reset"), tried("openai", "silent"), tried("xai", "rate_limited"), tried("my-server", "unavailable")];
    expect(noticeOf({ providerUsed: "anthropic", fallbackAttempts })?.sentence).toBe("OpenAI, xAI Grok and my-server did not answer, so Anthropic did.");
  });

  it("says why the words are short, with the one thing that helps", () => {
    const degraded = (...outcomes: string[]) => noticeOf({ providerUsed: "built-in", degraded: true, fallbackAttempts: outcomes.map((outcome) => tried("openai", outcome)) });
    expect(degraded("unavailable", "silent")).toEqual({ sentence: "No language model answered. The built-in engine did, so the words are short.", next: "again" });
    expect(degraded("invalid_key")?.next).toBe("keys");
    expect(degraded("over_budget")?.next).toBe("budget");
    expect(degraded()?.next).toBe("again");
  });

  it("words each try, and those it has no words for", () => {
    expect(attemptWords(tried("openai", "silent", 20_000))).toBe("OpenAI, openai-1: said nothing in time after 20.0 s");
    expect(attemptWords(tried("openai", "circuit_open"))).toBe("OpenAI, openai-1: was skipped, having failed just before");
    expect(attemptWords(tried("openai", "something_new", 80))).toBe("OpenAI, openai-1: something new after 80 ms");
  });
});

it("says where a number comes from without a name of code", () => {
  expect(sourceWords({ said: "three", tool: "recommend", knownFrom: "letGo" })).toBe("let go, of these tracks");
  expect(sourceWords({ said: "41", tool: "some_tool", knownFrom: "minutes" })).toBe("minutes, from some tool");
});
