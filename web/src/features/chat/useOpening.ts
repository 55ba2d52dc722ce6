import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useNavigate } from "react-router";
import { createSession } from "@/api/chat";
import { keepFirstRequest } from "./live";

/** Makes a conversation for a first request and goes there; the request is sent when the page opens, unless it was stopped before. */
export function useOpening() {
  const navigate = useNavigate();
  const under = useRef<AbortController | null>(null);
  const opening = useMutation({
    mutationFn: async (text: string) => {
      const { signal } = (under.current = new AbortController());
      const { sessionId } = await createSession(signal);
      if (signal.aborted) return;
      keepFirstRequest(sessionId, text);
      await navigate(`/chat/${sessionId}`);
    },
  });
  function stop() {
    under.current?.abort();
    opening.reset();
  }
  return { ...opening, stop };
}
