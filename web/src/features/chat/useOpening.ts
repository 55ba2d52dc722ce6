import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { createSession } from "@/api/chat";
import { keepFirstRequest } from "./live";

/** Makes a conversation for a first request and goes there; the request is sent when the page opens. */
export function useOpening() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (text: string) => {
      const { sessionId } = await createSession();
      keepFirstRequest(sessionId, text);
      await navigate(`/chat/${sessionId}`);
    },
  });
}
