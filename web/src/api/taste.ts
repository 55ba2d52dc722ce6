import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Correction, CorrectionAction, CorrectionPreview, Taste } from "./types";

export interface CorrectionTarget {
  kind: Correction["kind"];
  /** An artist's name in lower case, a recording's id, or a genre. */
  id: string;
  label: string;
}

/** How corrections name an artist. */
export const artistId = (name: string): string => name.trim().toLowerCase();

export function useTaste({ enabled = true } = {}) {
  return useQuery({ queryKey: keys.taste, enabled, queryFn: ({ signal }) => request<Taste>("/api/taste", { signal }) });
}

const path = ({ kind, id }: Pick<CorrectionTarget, "kind" | "id">) => `/api/taste/corrections/${kind}/${encodeURIComponent(id)}`;

/** Keeps a correction, or with `action: null` removes it. Beliefs and starters follow. */
export function useCorrect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ target, action }: { target: CorrectionTarget; action: CorrectionAction | null }) => {
      if (action === null) await request<undefined>(path(target), { method: "DELETE" });
      else await request<Correction>(path(target), { method: "PUT", body: { action, label: target.label } });
    },
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: keys.taste }), client.invalidateQueries({ queryKey: keys.starters })]),
  });
}

/** What a correction would do to the listener's next tracks; asked only while `action` is being weighed. */
export function useCorrectionPreview(target: CorrectionTarget | null, action: CorrectionAction | null) {
  return useQuery({
    queryKey: ["taste", "preview", target?.kind, target?.id, action],
    enabled: target !== null && action !== null,
    staleTime: 60_000,
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ kind: target?.kind ?? "", id: target?.id ?? "", action: action ?? "" });
      return request<CorrectionPreview>(`/api/taste/corrections/preview?${asked}`, { signal });
    },
  });
}
