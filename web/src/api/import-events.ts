/** One import, live: the server's event stream, and polling wherever a stream does not get through. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "./client";
import { isOver } from "./imports";
import { keys } from "./queries";
import { reachability } from "./reachability";
import type { Import } from "./types";

const POLL_MS = 1_000;

export function useLiveImport(importId: string) {
  const client = useQueryClient();
  const [streaming, setStreaming] = useState(false);

  const query = useQuery({
    queryKey: keys.import(importId),
    queryFn: ({ signal }) => request<Import>(`/api/imports/${importId}`, { signal }),
    refetchInterval: ({ state }) => (streaming || !state.data || isOver(state.data.status) ? false : POLL_MS),
    staleTime: 0,
  });
  const status = query.data?.status;
  const live = status !== undefined && !isOver(status);

  useEffect(() => {
    if (!live || typeof EventSource === "undefined") return;
    const source = new EventSource(`/api/imports/${importId}/events`);
    source.onmessage = (event: MessageEvent<string>) => {
      setStreaming(true);
      reachability.found();
      client.setQueryData(keys.import(importId), JSON.parse(event.data) as Import);
    };
    source.addEventListener("stopping", () => reachability.lost()); // a stop and no cut line: the page says so at once
    source.onerror = () => setStreaming(false); // the browser reconnects by itself; until then polling goes on
    return () => {
      source.close();
      setStreaming(false);
    };
  }, [client, importId, live]);

  // From its first stored rows on there is something to ask about.
  const begun = (query.data?.stored ?? 0) > 0;
  useEffect(() => {
    if (begun) void client.invalidateQueries({ queryKey: keys.account });
  }, [client, begun]);

  // New plays change everything that is computed from plays.
  useEffect(() => {
    if (status !== "done") return;
    for (const resource of ["account", "taste", "insights", "starters"]) void client.invalidateQueries({ queryKey: [resource] });
    void client.invalidateQueries({ queryKey: keys.imports, exact: true });
  }, [client, status]);

  return query;
}
