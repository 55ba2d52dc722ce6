import { useState } from "react";
import { useAccount } from "@/api/account";
import { useSentRequest } from "@/api/sent";
import type { SentSummary } from "@/api/types";
import { Button } from "@/components/Button";
import { money, outcomeWords, seconds, titleOf } from "@/components/provider/words";
import { Loading, sentenceOf, Skeleton } from "@/components/states";
import { useToast } from "@/components/toast";
import { count, dateTime } from "@/lib/format";
import styles from "./Sent.module.css";

/** One request: where to, how large, when, what it came to; opened, the exact text. */
export function Request({ request, alone }: { request: SentSummary; alone: boolean }) {
  const [open, setOpen] = useState(false);
  const zone = useAccount().data?.timeZone;
  const { provider, model, host, at, bytes, inputTokens, outputTokens, cost, outcome, latencyMs } = request;
  const facts = [
    size(bytes),
    inputTokens === null ? "tokens unknown" : `${count(inputTokens)} tokens in, ${outputTokens === null ? "unknown" : count(outputTokens)} out`,
    cost === null ? "cost unknown" : money(cost),
    outcomeOf(outcome, latencyMs),
  ];
  return (
    <li>
      <details className={styles.request} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={styles.to}>
            <b>{titleOf(provider)}</b> <span>{model}</span>
          </span>
          <span className={styles.at}>{dateTime(at, zone)}</span>
          <span className={styles.facts}>
            To {host} · {facts.join(" · ")}
          </span>
        </summary>
        {open && <Exact requestId={request.requestId} label={`Text sent to ${titleOf(provider)}${alone ? "" : `, ${dateTime(at, zone)}`}`} />}
      </details>
    </li>
  );
}

function Exact({ requestId, label }: { requestId: string; label: string }) {
  const sent = useSentRequest(requestId, true);
  const [laidOut, setLaidOut] = useState(false);
  const toast = useToast();
  if (sent.isPending) {
    return (
      <Loading what="the text">
        <Skeleton height={160} />
      </Loading>
    );
  }
  if (sent.isError) return <p className={styles.failed}>The text could not be read. {sentenceOf(sent.error)}</p>;
  const { method, url, body } = sent.data;
  const indented = laidOut ? indent(body) : null;
  async function copy() {
    try {
      await navigator.clipboard.writeText(body);
      toast({ message: "Copied." });
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      toast({ message: "This browser does not let the page copy. Select the text instead.", tone: "bad" });
    }
  }
  return (
    <div className={styles.exact}>
      <p className="tiny muted">
        {method} {url}. {laidOut ? "Laid out for reading: spaces and line breaks were added." : "Exactly as sent."}
      </p>
      <pre tabIndex={0} role="region" aria-label={label}>
        {indented ?? body}
      </pre>
      <div className={styles.tools}>
        <Button onClick={() => setLaidOut(!laidOut)} aria-pressed={laidOut}>
          Lay out for reading
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          Copy
        </Button>
      </div>
    </div>
  );
}

/** The same document with line breaks; as it is where it is no document. */
function indent(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

const size = (bytes: number): string => (bytes < 1_000 ? `${count(bytes)} bytes` : `${(bytes / 1_000).toFixed(1)} kB`);

/** It may still be under way. */
const outcomeOf = (outcome: string | null, latencyMs: number | null): string => (outcome === null ? "not answered yet" : `${outcomeWords(outcome)}${latencyMs === null ? "" : ` after ${seconds(latencyMs)}`}`);
