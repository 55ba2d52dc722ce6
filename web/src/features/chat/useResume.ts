import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { fetchSettled } from "@/api/chat";
import { isBusy, resume, show, type LiveChat } from "./live";
import { isUnfinished, type EchoMessage } from "./messages";

/** After a reload: takes up the answer that was being written, or shows how it ended. Returns whether it is at that, and how to let it be. */
export function useResume(chat: LiveChat): [boolean, () => void] {
  const [resuming, setResuming] = useState(() => isUnfinished(chat.messages) && !isBusy(chat));
  const begun = useRef(false);

  const takeUp = useEffectEvent(async () => {
    if (await resume(chat)) return;
    const transcript = await fetchSettled(chat.id).catch(() => null); // what is on screen stays good without it
    if (transcript && !isBusy(chat)) show(chat, transcript.messages as EchoMessage[]);
  });
  useEffect(() => {
    if (!resuming || begun.current) return;
    begun.current = true; // an effect may run twice
    void takeUp().then(() => setResuming(false));
  }, [resuming]);

  return [resuming, useCallback(() => setResuming(false), [])];
}
