import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { UIMessage } from "ai";
import { request } from "./client";
import { keys } from "./queries";
import type { ChatSession, Confirmation, Starters, Why } from "./types";

const SESSIONS = "/api/chat/sessions";

export interface Transcript {
  session: ChatSession;
  /** The answers on show, oldest first. */
  messages: UIMessage[];
}

export const messagesUrl = (sessionId: string): string => `${SESSIONS}/${sessionId}/messages`;
/** The answer that is being written, from its beginning; 204 when there is none. */
export const streamUrl = (sessionId: string): string => `${SESSIONS}/${sessionId}/stream`;
/** Says that this page goes away and may come back; outlives the page. Nobody is there to hear what came of it. */
export const holdAnswer = (sessionId: string): unknown =>
  fetch(`${SESSIONS}/${sessionId}/hold`, { method: "POST", keepalive: true, credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: "{}" }).catch(() => undefined);

/** Stops the answer also where another page reads along, or where it was held. */
export const stopAnswer = (sessionId: string): Promise<undefined> => request<undefined>(streamUrl(sessionId), { method: "DELETE" });

export const exportUrl = (sessionId: string, format: "markdown" | "json"): string => `${SESSIONS}/${sessionId}/export?format=${format}`;

/** The lists of conversations, searched or not, among everything cached. */
export const SESSION_LISTS = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] === "sessions" && typeof queryKey[1] === "object";

export function useSessions(search: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.sessions(search),
    enabled,
    staleTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await request<{ sessions: ChatSession[] }>(`${SESSIONS}?${new URLSearchParams(search ? { q: search } : {})}`, { signal })).sessions,
  });
}

/** With a message: the branch through that one, which may be another than the shown one. */
export function useTranscript(sessionId: string | undefined, message: string | null) {
  return useQuery({
    queryKey: keys.session(sessionId ?? "", message),
    enabled: sessionId !== undefined,
    staleTime: Infinity, // from here on the open conversation itself knows best
    gcTime: 0,
    queryFn: ({ signal }) => fetchTranscript(sessionId ?? "", message, signal),
  });
}

const LOOKS = 10;
const LOOK_MS = 400;

function isBeingWritten({ messages }: Transcript): boolean {
  const metadata = messages.at(-1)?.metadata as { status?: string } | undefined;
  return metadata?.status === "streaming";
}

/** The transcript, read again for a moment while its last answer is not stored: a browser that leaves cuts it, and the server keeps what was written. */
export async function fetchSettled(sessionId: string): Promise<Transcript> {
  let transcript = await fetchTranscript(sessionId);
  for (let looks = 0; looks < LOOKS && isBeingWritten(transcript); looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    transcript = await fetchTranscript(sessionId);
  }
  return transcript;
}

export const fetchTranscript = (sessionId: string, message: string | null = null, signal?: AbortSignal): Promise<Transcript> =>
  request<Transcript>(`${SESSIONS}/${sessionId}${message ? `?${new URLSearchParams({ message })}` : ""}`, { signal });

export const createSession = (signal?: AbortSignal): Promise<ChatSession> => request<ChatSession>(SESSIONS, { method: "POST", body: {}, signal });

export interface SessionChange {
  sessionId: string;
  title?: string;
  deleted?: false;
  /** The answer to show of several to one question. */
  activeMessageId?: string;
}

export function useChangeSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ sessionId, ...change }: SessionChange) => request<ChatSession>(`${SESSIONS}/${sessionId}`, { method: "PATCH", body: change }),
    onSuccess: (session) => {
      client.setQueryData(keys.told(session.sessionId), session);
      return client.invalidateQueries({ predicate: SESSION_LISTS });
    },
  });
}

/** What the server last said of an open conversation, wherever on the page it was said: its title changes in the list too. */
export const useToldSession = (sessionId: string, known?: ChatSession): ChatSession | undefined =>
  useQuery<ChatSession>({ queryKey: keys.told(sessionId), queryFn: skipToken, initialData: known }).data;

export function useDeleteSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sessionId: string) => request<undefined>(`${SESSIONS}/${sessionId}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ predicate: SESSION_LISTS }),
  });
}

const startersQuery = { queryKey: keys.starters, queryFn: ({ signal }: { signal: AbortSignal }) => request<Starters>("/api/chat/starters", { signal }) };

export const useStarters = (enabled = true) => useQuery({ ...startersQuery, enabled });

/** The greeting is the largest thing on a new conversation's page: asked for before that page has loaded. */
export const prefetchStarters = (client: QueryClient): Promise<void> => client.prefetchQuery(startersQuery);

export function useWhy(about: { recommendationId: string; trackId: string } | null) {
  return useQuery({
    queryKey: ["why", about?.recommendationId, about?.trackId],
    enabled: about !== null,
    staleTime: Infinity, // an answer's reasons are what they were when it was given
    queryFn: ({ signal }) => request<Why>(`/api/recommendations/me/${about?.recommendationId}/tracks/${about?.trackId}/why`, { signal }),
  });
}

export type Decision = "confirm" | "decline";

/** The listener's word on a proposed change; said twice it counts once. */
export const decide = (sessionId: string, confirmationId: string, decision: Decision): Promise<Confirmation> =>
  request<Confirmation>(`${SESSIONS}/${sessionId}/confirmations/${confirmationId}`, { method: "POST", headers: { "Idempotency-Key": `${confirmationId} ${decision}` }, body: { decision } });
