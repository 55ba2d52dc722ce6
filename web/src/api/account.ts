import { useMutation, useQuery, useQueryClient, type Query, type QueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Account, Import } from "./types";

const accountQuery = { queryKey: keys.account, queryFn: ({ signal }: { signal: AbortSignal }) => request<Account>("/api/account", { signal }) };

export const useAccount = () => useQuery(accountQuery);

/** Every page asks for the account first: this asks before the first of them is drawn. */
export const prefetchAccount = (client: QueryClient): Promise<void> => client.prefetchQuery(accountQuery);

const ofTheListener = ({ queryKey }: Query): boolean => queryKey[0] !== keys.account[0];

/** Everything cached belonged to the account before: what is on screen is asked for again, the rest is dropped. */
function forgetListener(client: QueryClient): void {
  client.removeQueries({ type: "inactive", predicate: ofTheListener });
  void client.resetQueries({ type: "active", predicate: ofTheListener });
}

// The callbacks below belong to the mutation and not to the call: they run even though the asking page is gone by then.

/** Shows the other account. */
export function useSwitchAccount(onShown?: (account: Account) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (kind: "local" | "demo") => request<Account>("/api/account/switch", { method: "POST", body: { kind } }),
    onSuccess: (account) => {
      client.setQueryData(keys.account, account);
      onShown?.(account);
      forgetListener(client);
    },
  });
}

/** Makes the demo data when there is none yet and shows that account; answers with its import. */
export function useStartDemo(onStarted: (started: Import) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<Import>("/api/demo", { method: "POST", body: {} }),
    onSuccess: async (started) => {
      await client.refetchQueries({ queryKey: keys.account }); // first, so that the page that follows has its banner at once
      forgetListener(client);
      client.setQueryData(keys.import(started.importId), started);
      onStarted(started);
    },
  });
}
