import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { useTranscript } from "@/api/chat";
import { ApiError } from "@/api/client";
import { ButtonLink } from "@/components/Button";
import { ErrorState } from "@/components/states";
import { ChatShell } from "./ChatShell";
import { ConversationView } from "./ConversationView";
import type { EchoMessage } from "./messages";
import { hasFirstRequest, isAnswering, isLive } from "./live";
import { NewConversation } from "./NewConversation";
import { ThreadSkeleton } from "./ThreadSkeleton";

export default function ChatPage() {
  const { sessionId } = useParams();
  const message = useSearchParams()[0].get("message");
  return sessionId ? <StoredConversation key={`${sessionId} ${message}`} sessionId={sessionId} message={message} /> : <NewConversation key="new" />;
}

/** A conversation by its address, at one of its messages where that is named: read from the server, unless it was just made or is still being answered here. */
function StoredConversation({ sessionId, message }: { sessionId: string; message: string | null }) {
  const [known] = useState(() => hasFirstRequest(sessionId) || (message ? isAnswering(sessionId) : isLive(sessionId)));
  const transcript = useTranscript(known ? undefined : sessionId, message);
  if (known) return <ConversationView sessionId={sessionId} stored={[]} />;
  if (transcript.data) return <ConversationView sessionId={sessionId} linked={message} stored={transcript.data.messages as EchoMessage[]} session={transcript.data.session} />;
  if (transcript.isError) {
    const missing = transcript.error instanceof ApiError && transcript.error.status === 404;
    return (
      <ChatShell title="Conversation">
        <ErrorState
          error={transcript.error}
          title={missing ? "This conversation is not here." : "The conversation could not be opened."}
          safe={missing ? "It may have been deleted, or it belongs to another account." : "Everything said in it is stored."}
          onRetry={missing ? undefined : () => void transcript.refetch()}
        >
          <ButtonLink to="/chat">New conversation</ButtonLink>
        </ErrorState>
      </ChatShell>
    );
  }
  return (
    <ChatShell title="Conversation">
      <ThreadSkeleton />
    </ChatShell>
  );
}
