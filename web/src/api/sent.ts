/** What left this machine for a language model, and what it came to. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { SentList, SentRequest, Usage } from "./types";

const SENT = "/api/llm/sent";

/** Newest first, by pages; of one message where one is named. */
export function useSent(messageId: string | null) {
  return useInfiniteQuery({
    queryKey: keys.sent(messageId),
    staleTime: 0,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...(messageId && { messageId }), ...(pageParam && { before: pageParam }) });
      return request<SentList>(`${SENT}?${query}`, { signal });
    },
    getNextPageParam: (page) => (page.more ? (page.requests.at(-1)?.requestId ?? null) : null),
  });
}

export function useSentRequest(requestId: string, enabled: boolean) {
  return useQuery({ queryKey: keys.sentRequest(requestId), enabled, staleTime: Infinity, queryFn: ({ signal }) => request<SentRequest>(`${SENT}/${requestId}`, { signal }) });
}

export function useForgetSent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<undefined>(SENT, { method: "DELETE" }),
    onSuccess: () => client.resetQueries({ queryKey: keys.allSent }),
  });
}

export const useUsage = () => useQuery({ queryKey: keys.usage, queryFn: ({ signal }) => request<Usage>("/api/llm/usage", { signal }) });
