import { useChat } from "@ai-sdk/react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { fetchSettled, fetchTranscript, SESSION_LISTS, stopAnswer, useChangeSession, type Transcript } from "@/api/chat";
import { keys } from "@/api/queries";
import type { Confirmation } from "@/api/types";
import { dropArrived, dropUnsent, keepUnsent } from "./drafts";
import { enterChat, holdWhileAway, isBusy, leaveChat, openChat, takeFirstRequest, type LiveChat } from "./live";
import { confirmationsOf, textOf, turnsOf, withConfirmation, type EchoMessage, type Turn } from "./messages";
import { useResume } from "./useResume";

const PAINT_MS = 40; // streamed words are painted at most this late

export interface Doing {
  ask: (text: string) => void;
  /** Asks a question again with other words; what it replaces stays as a variant. */
  edit: (turnId: string, text: string) => void;
  regenerate: (answerId: string) => void;
  /** Sends a request again that was not answered. */
  retry: (turn: Turn) => void;
  stop: () => void;
  showVariant: (messageId: string) => void;
  /** Shows what became of a proposed change. */
  settle: (answerId: string, confirmation: Confirmation) => void;
}

export interface Conversation {
  turns: Turn[];
  busy: boolean;
  error: Error | null;
  /** The listener stopped the newest answer. */
  stopped: boolean;
  /** Something was asked in this visit: the newest answer arrives with motion. */
  fresh: boolean;
  doing: Doing;
}

const messagesOf = ({ messages }: Transcript) => messages as EchoMessage[];

function open(sessionId: string, stored: EchoMessage[]): LiveChat {
  const asked = stored.findLast(({ role }) => role === "user");
  dropArrived(sessionId, asked && textOf(asked));
  return openChat(sessionId, stored);
}

/** One stored conversation, open: its turns and what can be done with them. */
export function useConversation(sessionId: string, stored: EchoMessage[], linked: string | null): Conversation {
  const client = useQueryClient();
  const [chat] = useState(() => open(sessionId, stored));
  const { messages, status, error, setMessages } = useChat({ chat, experimental_throttle: PAINT_MS });
  const [fresh, setFresh] = useState(false);
  const [stopped, setStopped] = useState(false);
  const { mutateAsync: change } = useChangeSession();
  const aside = useRef(linked); // the branch through it may not be the shown one
  const [resuming, letBe] = useResume(chat);
  const busy = isBusy({ status }) || resuming;
  const turns = useMemo(() => turnsOf(messages, busy), [messages, busy]);

  const doing = useMemo<Doing>(() => {
    /** Whoever goes on from a branch that was only looked at makes it the shown one. */
    const goOn = async () => {
      const activeMessageId = aside.current;
      aside.current = null;
      if (activeMessageId) await change({ sessionId, activeMessageId });
    };
    const begin = (going: () => Promise<void>) => {
      setFresh(true);
      setStopped(false);
      void (aside.current ? goOn().catch(() => undefined).then(going) : going());
    };
    const send = (message: Parameters<typeof chat.sendMessage>[0]) => begin(() => chat.sendMessage(message));
    return {
      ask: (text) => {
        keepUnsent(sessionId, text);
        send({ text });
      },
      edit: (turnId, text) => send({ text, messageId: turnId }),
      retry: (turn) => send({ text: turn.text, messageId: turn.id }),
      regenerate: (answerId) => begin(() => chat.regenerate({ messageId: answerId })),
      stop: () => {
        letBe();
        setStopped(true);
        void chat.stop();
        void stopAnswer(sessionId).catch(() => undefined); // leaving it stops it too
      },
      showVariant: (messageId) => {
        setFresh(false);
        aside.current = null;
        void change({ sessionId, activeMessageId: messageId })
          .then(() => fetchTranscript(sessionId))
          .then((transcript) => setMessages(messagesOf(transcript)));
      },
      settle: (answerId, confirmation) => setMessages((shown) => shown.map((message) => (message.id === answerId ? withConfirmation(message, confirmation) : message))),
    };
  }, [chat, setMessages, change, sessionId, letBe]);

  useEffect(holdWhileAway, []);
  useEffect(() => {
    enterChat(sessionId, chat);
    const first = takeFirstRequest(sessionId);
    if (first !== undefined) doing.ask(first);
    return () => leaveChat(sessionId);
  }, [sessionId, chat, doing]);

  useEffect(() => {
    if (status === "streaming") dropUnsent(sessionId); // the server has begun to answer: it has the request
  }, [status, sessionId]);

  const settle = useEffectEvent(async () => {
    void client.invalidateQueries({ predicate: SESSION_LISTS });
    const transcript = await fetchSettled(sessionId).catch(() => null); // what is on screen stays good without it
    if (!transcript || isBusy(chat)) return;
    setMessages((shown) => withStored(shown, messagesOf(transcript)));
    client.setQueryData(keys.told(sessionId), transcript.session);
  });
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) void settle();
    wasBusy.current = busy;
  }, [busy]);

  return { turns, busy, error: error ?? null, stopped, fresh, doing };
}

/** Takes over what only the server knows (variants, times, who answered, what became of proposals) without redrawing what is shown. */
function withStored(shown: EchoMessage[], stored: EchoMessage[]): EchoMessage[] {
  const known = new Map(stored.map((message) => [message.id, message]));
  return shown.map((message) => {
    const now = known.get(message.id);
    if (!now) return message;
    const { metadata } = now;
    const told = confirmationsOf(now).reduce(withConfirmation, message);
    return metadata ? { ...told, metadata: { ...metadata, ...message.metadata, variants: metadata.variants } } : told;
  });
}
