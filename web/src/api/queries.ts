/** The query client and the keys everything is cached under; the first part of a key is the resource. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./client";

const TRIES = 2;

export const keys = {
  account: ["account"] as const,
  settings: ["settings"] as const,
  imports: ["imports"] as const,
  import: (importId: string) => ["imports", importId] as const,
  taste: ["taste"] as const,
  parameters: ["taste", "parameters"] as const,
  timeMachine: ["time-machine"] as const,
  insights: ["insights"] as const,
  insight: (name: string, period: { from?: string; to?: string }) => ["insights", name, period] as const,
  sessions: (search: string) => ["sessions", { search }] as const,
  session: (sessionId: string, message: string | null) => ["sessions", sessionId, message] as const,
  told: (sessionId: string) => ["told", sessionId] as const,
  starters: ["starters"] as const,
  providers: ["providers"] as const,
  models: ["models"] as const,
  allSent: ["sent"] as const,
  sent: (messageId: string | null) => ["sent", { messageId }] as const,
  sentRequest: (requestId: string) => ["sent", requestId] as const,
  usage: ["usage"] as const,
};

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // The server's own answer does not change by asking again; a cut line may heal.
        retry: (failures, error) => !(error instanceof ApiError) && failures < TRIES,
        networkMode: "always", // the server is usually this machine: being offline does not cut it off
      },
      mutations: { networkMode: "always" },
    },
  });
}
