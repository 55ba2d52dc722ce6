import { ApiError } from "@/api/client";
import { Button } from "@/components/Button";
import { sentenceOf } from "@/components/states";
import styles from "./Turn.module.css";

/** Marks an answer that was stopped or that broke off; what was written stays. */
export function TurnFailure({ stopped, error, onRetry }: { stopped?: boolean; error: Error | null; onRetry: () => void }) {
  return (
    <div className={`${styles.failure} ${stopped ? "" : styles.broken}`} role={stopped ? undefined : "alert"}>
      <p>
        <b>{stopped ? "Stopped." : "The answer broke off."}</b> {stopped ? "What was written stays, your request too." : said(error)}
        {error instanceof ApiError && error.requestId && <span className="tiny muted num"> Request {error.requestId}</span>}
      </p>
      <Button icon="redo" onClick={onRetry}>
        {stopped ? "Ask again" : "Try again"}
      </Button>
    </div>
  );
}

/** A stream's own error is a sentence for the listener; others have theirs. */
const said = (error: Error | null): string => (!error ? "Your request is kept." : error.constructor === Error && error.message ? error.message : sentenceOf(error));
