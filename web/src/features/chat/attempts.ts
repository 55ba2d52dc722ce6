/** Who answered, and what was tried before, in words. */
import type { Attempt } from "@/api/types";
import { BUILT_IN, seconds, titleOf } from "@/components/provider/words";
import type { AnswerMetadata } from "./messages";

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

const outcomeWords = (outcome: string): string => OUTCOMES[outcome] ?? outcome.replaceAll("_", " ");

export const attemptWords = ({ provider, model, outcome, latencyMs }: Attempt): string => {
  const who = [titleOf(provider), model].filter(Boolean).join(", ");
  return `${who}: ${outcomeWords(outcome)}${latencyMs > 0 ? ` after ${seconds(latencyMs)}` : ""}`;
};

/** "Anthropic, claude-sonnet-4, 2.1 s" */
export function writer({ providerUsed, model, latencyMs }: AnswerMetadata): string | null {
  if (!providerUsed) return null;
  const parts = [titleOf(providerUsed), providerUsed === BUILT_IN ? null : model, latencyMs == null ? null : seconds(latencyMs)];
  return parts.filter(Boolean).join(", ");
}

export interface Notice {
  sentence: string;
  /** The one next thing to do. */
  next: "again" | "keys" | "budget" | null;
}

/** What a listener should know of an answer that came otherwise than chosen; nothing where it came as chosen. */
export function noticeOf({ providerUsed, degraded, fallbackAttempts }: AnswerMetadata): Notice | null {
  const failed = (fallbackAttempts ?? []).filter(({ outcome }) => outcome !== "answered");
  if (degraded) return { sentence: "No language model answered. The built-in engine did, so the words are short.", next: nextAfter(failed) };
  const others = [...new Set(failed.map(({ provider }) => provider))].filter((name) => name !== providerUsed);
  if (!providerUsed || others.length === 0) return null;
  return { sentence: `${listed(others.map(titleOf))} did not answer, so ${titleOf(providerUsed)} did.`, next: null };
}

function nextAfter(failed: readonly Attempt[]): Notice["next"] {
  const all = (...outcomes: string[]) => failed.length > 0 && failed.every(({ outcome }) => outcomes.includes(outcome));
  if (all("invalid_key", "no_key")) return "keys";
  return all("over_budget") ? "budget" : "again";
}

const listed = (names: readonly string[]): string => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
