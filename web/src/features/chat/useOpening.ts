import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useNavigate } from "react-router";
import { createSession } from "@/api/chat";
import { dropUnsent, keepUnsent } from "./drafts";
import { keepFirstRequest } from "./live";

/** The conversation that has no id yet. */
export const NEW = "new";

/** Makes a conversation for a first request and goes there; the request is sent when the page opens, unless it was stopped before. */
export function useOpening() {
  const navigate = useNavigate();
  const under = useRef<AbortController | null>(null);
  const opening = useMutation({
    mutationFn: async (text: string) => {
      keepUnsent(NEW, text);
      const { signal } = (under.current = new AbortController());
      const { sessionId } = await createSession(signal);
      if (signal.aborted) return;
      keepFirstRequest(sessionId, text);
      dropUnsent(NEW);
      await navigate(`/chat/${sessionId}`);
    },
  });
  function stop() {
    under.current?.abort();
    opening.reset();
    dropUnsent(NEW); // it goes back into the composer, which keeps it
  }
  return { ...opening, stop };
}
