import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Account, Import } from "./types";

export function useAccount() {
  return useQuery({ queryKey: keys.account, queryFn: ({ signal }) => request<Account>("/api/account", { signal }) });
}

/** Shows the other account. Everything cached belonged to the one before: what is on screen is asked for again, the rest is dropped. */
export function useSwitchAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (kind: "local" | "demo") => request<Account>("/api/account/switch", { method: "POST", body: { kind } }),
    onSuccess: () => client.resetQueries(),
  });
}

/** Makes the demo data when there is none yet and shows that account; answers with its import. */
export function useStartDemo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<Import>("/api/demo", { method: "POST", body: {} }),
    onSuccess: () => client.resetQueries(),
  });
}
