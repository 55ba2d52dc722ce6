/** A conversation's messages as turns: one request of the listener and what was answered. */
import type { UIMessage } from "ai";
import type { Attempt, Confirmation, Draft, Insight, NumberSource, RecommendationResponse, RecommendedTrack } from "@/api/types";
import { plainMarkdown } from "./markdown";

export interface HeardChip {
  key: string;
  label: string;
  /** The request without this part, as a sentence that can be sent. */
  remove?: string | null;
}

export interface RefineChip {
  label: string;
  /** The sentence that is sent. */
  text: string;
}

export interface EchoData extends Record<string, unknown> {
  heard: { chips: HeardChip[] };
  activity: { text: string };
  recommendation: RecommendationResponse;
  insight: Insight;
  refine: { chips: RefineChip[] };
  confirmation: Confirmation;
  draft: Draft;
}

export type AnswerStatus = "streaming" | "done" | "stopped" | "failed";

/** Which of its variants a message is, counted from 1. */
export interface Variants {
  number: number;
  messageIds: string[];
}

export interface AnswerMetadata {
  createdAt?: string | null;
  status?: AnswerStatus | null;
  providerUsed?: string | null;
  model?: string | null;
  latencyMs?: number | null;
  /** Language models were asked and none answered; the built-in engine did. */
  degraded?: boolean | null;
  /** Why the built-in engine answered in place of a language model, asked or not. */
  degradedReason?: string | null;
  /** Tries that did not end well, in their order. */
  fallbackAttempts?: Attempt[] | null;
  /** What its words were taken to mean was remembered: no model was asked for that. */
  remembered?: boolean | null;
  /** How the numbers in its words are known. */
  sources?: NumberSource[] | null;
  variants?: Variants | null;
}

export type EchoMessage = UIMessage<AnswerMetadata, { [Name in keyof EchoData & string]: EchoData[Name] }>;

export type Block =
  | { kind: "text"; key: string; text: string }
  | { kind: "recommendation"; key: string; side: string; recommendation: RecommendationResponse }
  | { kind: "insight"; key: string; insight: Insight }
  | { kind: "confirmation"; key: string; confirmation: Confirmation }
  | { kind: "draft"; key: string; draft: Draft };

export interface Answer {
  id: string;
  status: AnswerStatus;
  activities: string[];
  blocks: Block[];
  refine: RefineChip[];
  metadata: AnswerMetadata;
}

export interface Turn {
  /** The id of the listener's message. */
  id: string;
  text: string;
  variants: Variants | null;
  heard: HeardChip[];
  answer: Answer | null;
}

/** Sides of records: A, B ... Z, AA ... The n-th answer with tracks in a conversation, from 0. */
export function sideOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : sideOf(Math.floor(index / 26) - 1) + letter;
}

/** What the listener says to mean a track: A1, B12. */
export const sleeveNumber = (side: string, track: Pick<RecommendedTrack, "position">): string => `${side}${track.position}`;

export const textOf = (message: Pick<EchoMessage, "parts">): string =>
  message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");

/** The id of the turn that a stored message belongs to; null where it is not on this branch. */
export const turnWith = (turns: readonly Turn[], messageId: string): string | null =>
  turns.find(({ id, variants, answer }) => [id, answer?.id, variants?.messageIds[variants.number - 1]].includes(messageId))?.id ?? null;

/** The last answer was still being written when these were read. */
export const isUnfinished = (messages: readonly EchoMessage[]): boolean => messages.at(-1)?.metadata?.status === "streaming";

/** Pairs requests with their answers. `busy`: the last turn is being answered right now. */
export function turnsOf(messages: readonly EchoMessage[], busy: boolean): Turn[] {
  const turns: Turn[] = [];
  let sides = 0;
  messages.forEach((message, index) => {
    if (message.role === "user") {
      turns.push({ id: message.id, text: textOf(message), variants: message.metadata?.variants ?? null, heard: [], answer: null });
      return;
    }
    const turn = turns.at(-1);
    if (message.role !== "assistant" || !turn) return;
    const streaming = busy && index === messages.length - 1;
    const answer = answerOf(message, streaming, () => sideOf(sides++));
    turn.answer = answer;
    turn.heard = partsOf(message, "data-heard").at(-1)?.chips ?? turn.heard;
  });
  return turns;
}

function answerOf(message: EchoMessage, streaming: boolean, nextSide: () => string): Answer {
  const metadata = message.metadata ?? {};
  return {
    id: message.id,
    status: streaming ? "streaming" : settled(metadata.status),
    activities: partsOf(message, "data-activity").map(({ text }) => text),
    blocks: blocksOf(message, nextSide),
    refine: partsOf(message, "data-refine").flatMap(({ chips }) => chips),
    metadata,
  };
}

/** An answer that the server still calls streaming, but nobody streams to us, was cut. */
const settled = (status: AnswerStatus | null | undefined): AnswerStatus => (status === "streaming" ? "stopped" : (status ?? "done"));

function blocksOf(message: EchoMessage, nextSide: () => string): Block[] {
  const blocks: Block[] = [];
  message.parts.forEach((part, index) => {
    const key = `${message.id} ${index}`;
    if (part.type === "text" && part.text.trim()) blocks.push({ kind: "text", key, text: part.text });
    else if (part.type === "data-recommendation") {
      const recommendation = part.data as RecommendationResponse;
      blocks.push({ kind: "recommendation", key, side: recommendation.tracks.length ? nextSide() : "", recommendation });
    } else if (part.type === "data-insight") blocks.push({ kind: "insight", key, insight: part.data as Insight });
    else if (part.type === "data-confirmation") blocks.push({ kind: "confirmation", key, confirmation: part.data as Confirmation });
    else if (part.type === "data-draft") blocks.push({ kind: "draft", key, draft: part.data as Draft });
  });
  return blocks;
}

/** Blocks without words that a figure's own heading says again. */
export function withoutEchoes(blocks: readonly Block[]): Block[] {
  const headings = new Set(blocks.flatMap((block) => (block.kind === "insight" ? [block.insight.sentence] : [])));
  return blocks.filter((block) => block.kind !== "text" || !headings.has(plainMarkdown(block.text)));
}

function partsOf<Name extends keyof EchoData & string>(message: EchoMessage, type: `data-${Name}`): EchoData[Name][] {
  return message.parts.flatMap((part) => (part.type === type && "data" in part ? [part.data as EchoData[Name]] : []));
}

export const recommendationsOf = (answer: Answer | null): { side: string; recommendation: RecommendationResponse }[] =>
  (answer?.blocks ?? []).flatMap((block) => (block.kind === "recommendation" && block.recommendation.tracks.length ? [block] : []));

const STATES: Record<Confirmation["state"], string> = { waiting: "Waiting for your word.", confirmed: "Confirmed.", declined: "Not done.", expired: "Not done: its time has passed." };

const confirmationText = ({ sentence, state, outcome }: Confirmation): string => `${plainMarkdown(sentence)} ${outcome ? plainMarkdown(outcome) : STATES[state]}`;

export const confirmationsOf = (message: EchoMessage): Confirmation[] => partsOf(message, "data-confirmation");

/** The message with a confirmation as it stands now. */
export const withConfirmation = (message: EchoMessage, changed: Confirmation): EchoMessage => ({
  ...message,
  parts: message.parts.map((part) => (part.type === "data-confirmation" && (part.data as Confirmation).confirmationId === changed.confirmationId ? { ...part, data: changed } : part)),
});

/** An answer as plain text: for the clipboard, and for what a screen reader hears when it is finished. */
export function plainText({ blocks }: Pick<Answer, "blocks">): string {
  return withoutEchoes(blocks)
    .map((block) => {
      if (block.kind === "text") return plainMarkdown(block.text);
      if (block.kind === "insight") return block.insight.sentence;
      if (block.kind === "confirmation") return confirmationText(block.confirmation);
      if (block.kind === "draft") return block.draft.tracks.map(({ number, title, artist }) => `${number} ${title}, ${artist}`).join("\n");
      return block.recommendation.tracks.map((track) => `${sleeveNumber(block.side, track)} ${track.title}, ${track.artist}. ${track.why}`).join("\n");
    })
    .filter(Boolean)
    .join("\n\n");
}
