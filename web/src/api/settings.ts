import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Settings, SettingsChange } from "./types";

export function useSettings() {
  return useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => request<Settings>("/api/settings", { signal }) });
}

/** The part of a change that the screen can show before the server answers; whose zone wins, only the server knows. */
function shown(change: SettingsChange): Partial<Settings> {
  const { browserTimeZone, ...visible } = change;
  return browserTimeZone ? {} : visible;
}

/** Saves at once: the screen changes first and goes back when the server refuses. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingsChange) => request<Settings>("/api/settings", { method: "PATCH", body: change }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: keys.settings });
      const before = client.getQueryData<Settings>(keys.settings);
      if (before) client.setQueryData<Settings>(keys.settings, { ...before, ...shown(change) });
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before) client.setQueryData(keys.settings, context.before);
    },
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved);
      // Hours and weeks are cut by these settings.
      void client.invalidateQueries({ queryKey: keys.insights });
      void client.invalidateQueries({ queryKey: keys.taste });
    },
  });
}
