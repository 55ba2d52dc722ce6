import { Link, useSearchParams } from "react-router";
import { useForgetSent, useSent, useUsage } from "@/api/sent";
import type { SentSummary } from "@/api/types";
import { Button, ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { EmptyState, ErrorState, Loading, sentenceOf, Skeleton } from "@/components/states";
import { useToast } from "@/components/toast";
import { plural } from "@/lib/format";
import { ForgetAll } from "./ForgetAll";
import { Request } from "./Request";
import styles from "./Sent.module.css";

/** Every request that left this machine for a language model, by the message it was for; one message's where the address names it. */
export default function SentPage() {
  const message = useSearchParams()[0].get("message");
  const sent = useSent(message);
  const requests = sent.data?.pages.flatMap((page) => page.requests);
  return (
    <div className={`page ${styles.page}`}>
      <PageHeading title="What was sent">What was sent</PageHeading>
      <p className={`lede ${styles.lede}`}>
        {message ? "For one answer, word for word as it left this machine." : "Every request to a language model, word for word as it left this machine."}{" "}
        {message && (
          <Link className="link" to="/settings/sent">
            See all
          </Link>
        )}
      </p>
      {sent.isPending && (
        <Loading what="what was sent" className={styles.waiting}>
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} height={76} />
          ))}
        </Loading>
      )}
      {sent.isError && !requests && <ErrorState error={sent.error} title="What was sent could not be read." safe="Reading it sends nothing." onRetry={() => void sent.refetch()} />}
      {requests?.length === 0 && <Nothing ofMessage={message !== null} />}
      {requests && requests.length > 0 && (
        <>
          {byMessage(requests).map((group) => (
            <Group key={group[0].requestId} requests={group} />
          ))}
          <div className={styles.foot}>
            {sent.hasNextPage && (
              <Button busy={sent.isFetchingNextPage} onClick={() => void sent.fetchNextPage()}>
                Earlier ones
              </Button>
            )}
            {!message && <Forget />}
          </div>
        </>
      )}
    </div>
  );
}

type Some = [SentSummary, ...SentSummary[]];

/** Neighbours that were sent for the same message stand together. */
function byMessage(requests: readonly SentSummary[]): Some[] {
  const groups: Some[] = [];
  for (const request of requests) {
    const last = groups.at(-1);
    if (last && request.messageId !== null && last[0].messageId === request.messageId) last.push(request);
    else groups.push([request]);
  }
  return groups;
}

function Group({ requests }: { requests: Some }) {
  const [{ question, sessionId, messageId }] = requests;
  return (
    <section className={styles.group}>
      <h2 className={styles.question}>
        {sessionId ? <Link to={`/chat/${sessionId}${messageId ? `?message=${messageId}` : ""}`}>{question ?? "A message of this conversation"}</Link> : (question ?? "No message of a conversation")}
      </h2>
      <ul>
        {requests.map((request) => (
          <Request key={request.requestId} request={request} alone={requests.length === 1} />
        ))}
      </ul>
    </section>
  );
}

function Nothing({ ofMessage }: { ofMessage: boolean }) {
  const usage = useUsage();
  if (ofMessage) {
    return (
      <EmptyState title="Nothing is listed for this answer." action={<ButtonLink to="/settings/sent">What was sent at all</ButtonLink>}>
        <p>The built-in engine wrote it here, or what was sent for it has been forgotten since.</p>
      </EmptyState>
    );
  }
  if (usage.isPending) return <Loading what="what was used" />;
  const asked = usage.data?.requests ?? 0;
  if (asked > 0) {
    return (
      <EmptyState title="The list is empty; not all stayed here.">
        <p>{plural(asked, "request")} went to language models this month. What they said has been forgotten on this machine.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing left this machine." action={<ButtonLink to="/chat">Ask something</ButtonLink>}>
      <p>The built-in engine answers here. When you let a language model answer, each request to it is listed on this page, word for word.</p>
    </EmptyState>
  );
}

function Forget() {
  const forget = useForgetSent();
  const toast = useToast();
  return (
    <ForgetAll
      busy={forget.isPending}
      onForget={() => forget.mutate(undefined, { onSuccess: () => toast({ message: "The list is empty. What was sent stays sent." }), onError: (error) => toast({ message: sentenceOf(error), tone: "bad" }) })}
    />
  );
}
