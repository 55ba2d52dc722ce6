import { useMemo } from "react";
import { useAccount } from "@/api/account";
import { useToldSession } from "@/api/chat";
import type { ChatSession } from "@/api/types";
import { recently } from "@/lib/format";
import { Announcer } from "./Announcer";
import { ChatShell } from "./ChatShell";
import { Composer } from "./Composer";
import { JumpToLatest } from "./JumpToLatest";
import { recommendationsOf, turnWith, type EchoMessage, type Turn } from "./messages";
import { TurnView, type TurnActions } from "./TurnView";
import { useConversation } from "./useConversation";
import { useOpenTrack } from "./useOpenTrack";
import { useReading } from "./useReading";
import { WhyPanel } from "./WhyPanel";

export interface ConversationViewProps {
  sessionId: string;
  stored: EchoMessage[];
  session?: ChatSession;
  /** The message that the address names. */
  linked?: string | null;
}

/** An open conversation. */
export function ConversationView({ sessionId, stored, session: known, linked = null }: ConversationViewProps) {
  const session = useToldSession(sessionId, known);
  const justMade = known === undefined;
  const { turns, busy, error, stopped, fresh, doing } = useConversation(sessionId, stored, linked);
  const zone = useAccount().data?.timeZone;
  const reading = useReading(turns.at(-1)?.id ?? null, fresh, linked && turnWith(turns, linked));
  const { open, found, asked, toggle, close } = useOpenTrack(turns);

  const actions = useMemo<TurnActions>(
    () => ({ ...doing, send: doing.ask, toggle }),
    [doing, toggle],
  );

  return (
    <ChatShell
      title={session?.title ?? turns[0]?.text ?? "New conversation"}
      when={session && recently(session.updatedAt, undefined, zone)}
      threadRef={reading.thread}
      onScroll={reading.onScroll}
      focusTitle={!justMade}
      panel={
        found && {
          label: `Why ${found.sleeve}`,
          asked,
          onClose: close,
          content: <WhyPanel key={found.track.trackId} {...found} sessionId={sessionId} onClose={close} />,
        }
      }
      over={<JumpToLatest shown={reading.away} onJump={reading.jump} />}
      composer={<Composer focus={justMade} conversation={sessionId} placeholder={placeholderOf(turns)} busy={busy} onSend={doing.ask} onStop={doing.stop} />}
    >
      {turns.map((turn, index) => {
        const last = index === turns.length - 1;
        return <TurnView key={turn.id} turn={turn} last={last} busy={busy} fresh={fresh} error={last ? error : null} stopped={last && stopped} open={open} sessionId={sessionId} actions={actions} />;
      })}
      <Announcer turns={turns} busy={busy} />
    </ChatShell>
  );
}

/** After an answer with tracks the composer says how to speak about them. */
function placeholderOf(turns: readonly Turn[]): string {
  const latest = turns.flatMap(({ answer }) => recommendationsOf(answer)).at(-1);
  const example = latest && latest.side + (latest.recommendation.tracks.length > 1 ? 2 : 1);
  return example ? `Change it, or say “more like ${example}”` : "Ask for music, or about yours";
}
