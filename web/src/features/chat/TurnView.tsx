import { memo, useState } from "react";
import { IconButton } from "@/components/Button";
import { AnswerView, type AnswerActions, type OpenTrack } from "./AnswerView";
import { HeardAs } from "./HeardAs";
import type { Turn } from "./messages";
import { QuestionEditor } from "./QuestionEditor";
import { TurnFailure } from "./TurnFailure";
import { VariantSwitch } from "./VariantSwitch";
import { Waiting } from "./Waiting";
import styles from "./Turn.module.css";

export interface TurnActions extends AnswerActions {
  edit: (turnId: string, text: string) => void;
  retry: (turn: Turn) => void;
}

export interface TurnViewProps {
  turn: Turn;
  /** The newest turn: only it can be waiting or have failed, and it may move. */
  last: boolean;
  busy: boolean;
  fresh: boolean;
  error: Error | null;
  /** The listener stopped it before its first word. */
  stopped: boolean;
  open: OpenTrack | null;
  sessionId: string | null;
  actions: TurnActions;
}

/** One request as a title, what was heard in it, and what was answered. */
export const TurnView = memo(function TurnView({ turn, last, busy, fresh, error, stopped, open, sessionId, actions }: TurnViewProps) {
  const [editing, setEditing] = useState(false);
  const { answer } = turn;
  const waiting = last && busy && !answer?.blocks.length;
  return (
    <article className={styles.turn} aria-label={turn.text} data-turn={turn.id}>
      {editing ? (
        <QuestionEditor
          text={turn.text}
          onCancel={() => setEditing(false)}
          onSend={(text) => {
            setEditing(false);
            actions.edit(turn.id, text);
          }}
        />
      ) : (
        <div className={styles.request}>
          <h2 className={styles.ask}>{turn.text}</h2>
          {!busy && <IconButton icon="edit" label="Edit this request" className={styles.edit} size={18} onClick={() => setEditing(true)} />}
        </div>
      )}
      {turn.variants && turn.variants.messageIds.length > 1 && !busy && <VariantSwitch what="request" variants={turn.variants} onShow={actions.showVariant} />}
      <HeardAs chips={turn.heard} busy={busy} onSend={actions.send} onEdit={() => setEditing(true)} />
      {answer && <AnswerView answer={answer} last={last} busy={busy} fresh={last && fresh} open={open} sessionId={sessionId} actions={actions} />}
      {waiting && <Waiting activity={answer?.activities.at(-1)} />}
      {last && !busy && !answer && <TurnFailure stopped={stopped} error={error} onRetry={() => actions.retry(turn)} />}
      {last && !busy && answer && answer.status !== "done" && <TurnFailure stopped={answer.status === "stopped"} error={error} onRetry={() => actions.retry(turn)} />}
    </article>
  );
});
