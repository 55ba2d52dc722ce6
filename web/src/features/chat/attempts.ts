/** Who answered, and what was tried before, in words. */
import type { Attempt, NumberSource } from "@/api/types";
import { BUILT_IN, outcomeWords, seconds, titleOf } from "@/components/provider/words";
import type { AnswerMetadata } from "./messages";

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

/** The built-in engine wrote it without a language model being asked, and there is a reason why. */
export const standsIn = ({ providerUsed, degraded, degradedReason }: AnswerMetadata): boolean => providerUsed === BUILT_IN && !degraded && Boolean(degradedReason);

function nextAfter(failed: readonly Attempt[]): Notice["next"] {
  const all = (...outcomes: string[]) => failed.length > 0 && failed.every(({ outcome }) => outcomes.includes(outcome));
  if (all("invalid_key", "no_key")) return "keys";
  return all("over_budget") ? "budget" : "again";
}

const listed = (names: readonly string[]): string => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

const COUNTED: Readonly<Record<string, string>> = {
  recommend: "of these tracks",
  refine: "of these tracks",
  explain: "of this track",
  insight: "of your plays",
  playlist: "of this draft",
  search: "of what was found",
};

/** Where a number of the answer comes from: "let go, of these tracks". */
export const sourceWords = ({ tool, knownFrom }: NumberSource): string => [spaced(knownFrom), COUNTED[tool] ?? `from ${spaced(tool)}`].join(", ");

const spaced = (name: string): string => name.replaceAll("_", " ").replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
