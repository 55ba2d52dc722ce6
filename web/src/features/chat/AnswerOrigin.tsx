import { Link } from "react-router";
import { Icon } from "@/components/Icon";
import { BUILT_IN } from "@/components/provider/words";
import { attemptWords, noticeOf, sourceWords, writer, type Notice } from "./attempts";
import type { Answer } from "./messages";
import styles from "./AnswerOrigin.module.css";

/** Says when an answer came otherwise than chosen, and the one thing to do about it. */
export function AnswerNotice({ answer, busy, onAgain }: { answer: Answer; busy: boolean; onAgain: () => void }) {
  const notice = noticeOf(answer.metadata);
  if (!notice) return null;
  return (
    <div className={styles.notice} role="note">
      {answer.metadata.degraded && <Icon name="warning" size={16} />}
      <p>
        {notice.sentence} <Next next={notice.next} busy={busy} onAgain={onAgain} />
      </p>
    </div>
  );
}

function Next({ next, busy, onAgain }: { next: Notice["next"]; busy: boolean; onAgain: () => void }) {
  switch (next) {
    case "again":
      return (
        <button type="button" className="link" disabled={busy} onClick={onAgain}>
          Try again
        </button>
      );
    case "keys":
      return (
        <Link className="link" to="/settings#language-models">
          Check the keys
        </Link>
      );
    case "budget":
      return (
        <Link className="link" to="/settings#use">
          Change the budget
        </Link>
      );
    case null:
      return null;
  }
}

/** What was opened is seen, even at the foot of the thread. */
const reveal = (opened: HTMLElement | null): void => opened?.scrollIntoView({ block: "nearest" });

/** How the answer came about, opened from its foot: steps of the tools, tries at models, and the way to what was sent. */
export function Origin({ answer }: { answer: Answer }) {
  const { activities, metadata, id } = answer;
  const attempts = metadata.fallbackAttempts ?? [];
  const asked = attempts.length > 0 || metadata.providerUsed !== BUILT_IN;
  return (
    <div ref={reveal} className={styles.origin}>
      {activities.length > 0 && (
        <ol className={styles.steps} aria-label="Steps">
          {activities.map((activity, index) => (
            <li key={index}>{activity}</li>
          ))}
        </ol>
      )}
      {attempts.length > 0 && (
        <ul className={styles.attempts} aria-label="Tries">
          {attempts.map((attempt, index) => (
            <li key={index}>{attemptWords(attempt)}</li>
          ))}
          {!attempts.some(({ outcome }) => outcome === "answered") && <li>{writer(metadata)}: answered</li>}
        </ul>
      )}
      {metadata.sources && metadata.sources.length > 0 && (
        <dl className={styles.sources} aria-label="How its numbers are known">
          {metadata.sources.map((source, index) => (
            <div key={index}>
              <dt>{source.said}</dt>
              <dd>{sourceWords(source)}</dd>
            </div>
          ))}
        </dl>
      )}
      {metadata.remembered && <p>What your words mean was remembered from before, so no model was asked for that.</p>}
      {metadata.degradedReason && <p>{metadata.degradedReason}</p>}
      {asked ? (
        <Link className="link" to={`/settings/sent?message=${id}`}>
          What was sent
        </Link>
      ) : (
        <p>Nothing left this machine.</p>
      )}
    </div>
  );
}
