import { useEffect, useEffectEvent, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { useStarters } from "@/api/chat";
import { useTaste } from "@/api/taste";
import { Rings } from "@/components/Rings";
import { SETTLING } from "@/components/mark";
import { Loading, Skeleton } from "@/components/states";
import { usePhone } from "@/lib/media";
import { ChatShell } from "./ChatShell";
import { Composer, type ComposerHandle } from "./Composer";
import { TurnFailure } from "./TurnFailure";
import { NEW, useOpening } from "./useOpening";
import { Waiting } from "./Waiting";
import styles from "./NewConversation.module.css";
import turn from "./Turn.module.css";

const PLACEHOLDER = "Ask for music, or about yours";

/** What other pages hand over: a sentence to be finished here, or to be sent at once. */
interface Prepared {
  ask?: string;
  send?: boolean;
}

export function NewConversation() {
  const opening = useOpening();
  const composer = useRef<ComposerHandle>(null);
  const taken = useRef<Prepared | null>(null);
  const navigate = useNavigate();
  const prepared = useLocation().state as Prepared | null;
  const { mutate: ask, variables: asked, isError, error } = opening;

  /** Nothing was written yet: the request goes back to where it can be changed. */
  function stop() {
    opening.stop();
    if (asked) composer.current?.prepare(asked);
  }

  const take = useEffectEvent(() => {
    if (!prepared?.ask || taken.current === prepared) return;
    taken.current = prepared; // an effect may run twice, a request is sent once
    void navigate(".", { replace: true, state: null });
    if (prepared.send) ask(prepared.ask);
    else composer.current?.prepare(prepared.ask);
  });
  useEffect(() => take(), [prepared?.ask]);

  return (
    <ChatShell
      title="New conversation"
      centred={asked === undefined}
      composer={<Composer ref={composer} conversation={NEW} placeholder={PLACEHOLDER} busy={asked !== undefined && !isError} onSend={(text) => ask(text)} onStop={stop} />}
    >
      {asked === undefined ? (
        <Welcome onAsk={(text) => ask(text)} />
      ) : (
        <article className={turn.turn}>
          <h2 className={turn.ask}>{asked}</h2>
          {isError ? <TurnFailure error={error} onRetry={() => ask(asked)} /> : <Waiting />}
        </article>
      )}
    </ChatShell>
  );
}

/** The listener's disc, a greeting, and requests made of their own plays. */
function Welcome({ onAsk }: { onAsk: (text: string) => void }) {
  const starters = useStarters();
  const taste = useTaste();
  const size = usePhone() ? 128 : 168;
  return (
    <div className={styles.hello}>
      <div style={{ width: size, height: size }}>
        {taste.data ? <Rings key="own" periods={taste.data.rings} size={size} settle /> : <Rings periods={taste.isError ? [] : SETTLING} size={size} />}
      </div>
      {starters.data ? (
        <>
          <h2 className={styles.greeting}>{starters.data.greeting}</h2>
          <ul className={styles.starts}>
            {starters.data.prompts.map((prompt) => (
              <li key={prompt.text}>
                <button type="button" onClick={() => onAsk(prompt.text)}>
                  <span>{prompt.text}</span>
                  <span className="muted small num">{prompt.note}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : starters.isError ? (
        <>
          <h2 className={styles.greeting}>Ask for music, or about your own.</h2>
          <p className="muted">Ideas from your plays could not be read just now. Asking works as always.</p>
        </>
      ) : (
        <Loading what="ideas from your plays" className={styles.waiting}>
          <Skeleton height={size === 128 ? 60 : 83} width="78%" />
          <div className={styles.starts}>
            {Array.from({ length: 5 }, (_, index) => (
              <div key={index} className={styles.place}>
                <Skeleton height={24} width={`${58 - index * 6}%`} />
              </div>
            ))}
          </div>
        </Loading>
      )}
    </div>
  );
}
