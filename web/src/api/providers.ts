import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Models, Providers } from "./types";

const PROVIDERS = "/api/providers";

/** Who can answer, and how each of them does. Asked again while it is looked at: a server of one's own comes and goes. */
export function useProviders({ watched = false } = {}) {
  return useQuery({ queryKey: keys.providers, refetchInterval: watched ? 20_000 : false, queryFn: ({ signal }) => request<Providers>(PROVIDERS, { signal }) });
}

export function useModels(enabled: boolean) {
  return useQuery({ queryKey: keys.models, enabled, staleTime: 300_000, queryFn: async ({ signal }) => (await request<Models>("/api/models", { signal })).models });
}

export interface KeyChange {
  provider: string;
  /** null takes the kept key away. It is sent once and never comes back. */
  key: string | null;
}

export function useChangeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ provider, key }: KeyChange) =>
      request<unknown>(`${PROVIDERS}/${encodeURIComponent(provider)}/key`, key === null ? { method: "DELETE" } : { method: "PUT", body: { key } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.providers }),
  });
}
