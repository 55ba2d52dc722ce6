/** The conversations that are being answered right now. They outlive a visit to another page, so that coming back finds the answer still running. */
import { Chat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { holdAnswer, messagesUrl, streamUrl } from "@/api/chat";
import { toApiError, Unreachable } from "@/api/client";
import { reachability } from "@/api/reachability";
import { isUnfinished, type AnswerStatus, type EchoMessage } from "./messages";

export type LiveChat = Chat<EchoMessage>;

const live = new Map<string, LiveChat>();

/** Answers that say no become the same errors as everywhere else. */
async function guardedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch (error) {
    if (init?.signal?.aborted) throw error;
    reachability.lost();
    throw new Unreachable();
  }
  reachability.found();
  if (!response.ok) throw toApiError(response.status, await response.text(), response.headers.get("X-Request-Id"));
  return response;
}

/** The server holds the history: only the last message travels. */
function transportOf(sessionId: string): DefaultChatTransport<EchoMessage> {
  return new DefaultChatTransport<EchoMessage>({
    api: messagesUrl(sessionId),
    credentials: "same-origin",
    fetch: guardedFetch,
    prepareSendMessagesRequest: ({ id, messages, trigger, messageId }) => ({ body: { id, trigger, messageId, messages: messages.slice(-1) } }),
    prepareReconnectToStreamRequest: () => ({ api: streamUrl(sessionId) }),
  });
}

function withStatus(message: EchoMessage, status: AnswerStatus): EchoMessage {
  return { ...message, metadata: { ...message.metadata, status } };
}

/** The open conversation with these messages, or the one that is still being answered. */
export function openChat(sessionId: string, messages: EchoMessage[]): LiveChat {
  const running = live.get(sessionId);
  if (running) return running;
  const chat: LiveChat = new Chat<EchoMessage>({
    id: sessionId,
    messages,
    transport: transportOf(sessionId),
    generateId: () => crypto.randomUUID(),
    onFinish: ({ message, isAbort, isError, isDisconnect }) => {
      const status = isAbort ? "stopped" : isError || isDisconnect ? "failed" : null;
      if (status) chat.messages = chat.messages.map((known) => (known.id === message.id && known.role === "assistant" ? withStatus(known, status) : known));
    },
  });
  enterChat(sessionId, chat);
  return chat;
}

export const enterChat = (sessionId: string, chat: LiveChat): unknown => live.set(sessionId, chat);

export const isLive = (sessionId: string): boolean => live.has(sessionId);

export function isAnswering(sessionId: string): boolean {
  const chat = live.get(sessionId);
  return chat !== undefined && isBusy(chat);
}

export const isBusy = ({ status }: Pick<LiveChat, "status">): boolean => status === "submitted" || status === "streaming";

export function show(chat: LiveChat, messages: EchoMessage[]): void {
  chat.messages = messages;
}

/** Takes up an answer that is being written; false when the server writes none any more. */
export async function resume(chat: LiveChat): Promise<boolean> {
  await chat.resumeStream();
  if (chat.status === "error") chat.clearError();
  return !isUnfinished(chat.messages);
}

/** `beforeunload` comes while the answer's connection is still open, but not in every browser; `pagehide` comes always, and late. */
const LEAVING = ["beforeunload", "pagehide"] as const;

/** A page that goes away while answers arrive may be a reload: the server goes on with them for a moment. */
export function holdWhileAway(): () => void {
  const leaving = () => {
    for (const [sessionId, chat] of live) if (isBusy(chat)) holdAnswer(sessionId);
  };
  for (const event of LEAVING) window.addEventListener(event, leaving);
  return () => {
    for (const event of LEAVING) window.removeEventListener(event, leaving);
  };
}

/** Forgets a conversation when its page is left, unless an answer is under way: the stored one is the truth then. */
export function leaveChat(sessionId: string): void {
  const chat = live.get(sessionId);
  if (chat && !isBusy(chat)) live.delete(sessionId);
}

/** First requests of conversations that were just made; taken once, by the page that opens them. */
const firstRequests = new Map<string, string>();

export const keepFirstRequest = (sessionId: string, text: string): unknown => firstRequests.set(sessionId, text);

export const hasFirstRequest = (sessionId: string): boolean => firstRequests.has(sessionId);

export function takeFirstRequest(sessionId: string): string | undefined {
  const text = firstRequests.get(sessionId);
  firstRequests.delete(sessionId);
  return text;
}
