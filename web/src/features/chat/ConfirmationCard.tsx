import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { decide, type Decision } from "@/api/chat";
import type { Confirmation } from "@/api/types";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import { useShortcut } from "@/lib/shortcuts";
import { Markdown } from "./Markdown";
import styles from "./ConfirmationCard.module.css";

export interface ConfirmationCardProps {
  confirmation: Confirmation;
  sessionId: string | null;
  /** The newest answer's: it hears the keys. */
  last: boolean;
  busy: boolean;
  onSettled: (confirmation: Confirmation) => void;
}

const SETTLED: Record<Exclude<Confirmation["state"], "waiting">, { icon: IconName; words: string }> = {
  confirmed: { icon: "check", words: "Done." },
  declined: { icon: "close", words: "Not done. Nothing was changed." },
  expired: { icon: "close", words: "Not done: you went on without confirming. Ask again for it." },
};

/** One change that was proposed: it happens when the listener says so, and only then. */
export function ConfirmationCard({ confirmation, sessionId, last, busy, onSettled }: ConfirmationCardProps) {
  const { confirmationId, sentence, state, outcome } = confirmation;
  const heading = useId();
  const toast = useToast();
  const answer = useMutation({
    mutationFn: (decision: Decision) => decide(sessionId ?? "", confirmationId, decision),
    onSuccess: (settled) => onSettled(settled),
    onError: (error) => toast({ message: sentenceOf(error), tone: "bad" }),
  });
  const held = busy || answer.isPending;
  const say = (decision: Decision) => !held && answer.mutate(decision);
  const open = state === "waiting";
  return (
    <section className={styles.card} data-state={state} aria-labelledby={heading}>
      <h3 id={heading} className="tiny muted">
        {open ? "To be confirmed" : "Proposed"}
      </h3>
      <Markdown text={sentence} />
      {open ? (
        <div className={styles.actions}>
          <Button tone="solid" disabled={held} busy={answer.isPending && answer.variables === "confirm"} onClick={() => say("confirm")}>
            Confirm
          </Button>
          <Button disabled={held} onClick={() => say("decline")}>
            Not now
          </Button>
          {last && <Keys onSay={say} />}
        </div>
      ) : (
        <div className={styles.settled} role="status">
          <Icon name={SETTLED[state].icon} size={16} />
          {outcome ? <Markdown text={outcome} /> : <p>{SETTLED[state].words}</p>}
        </div>
      )}
    </section>
  );
}

function Keys({ onSay }: { onSay: (decision: Decision) => void }) {
  useShortcut("y", "Confirm what is proposed", () => onSay("confirm"));
  useShortcut("n", "Leave what is proposed", () => onSay("decline"));
  return (
    <span className={`${styles.keys} tiny muted`} aria-hidden="true">
      <kbd>y</kbd> or <kbd>n</kbd>, or say it
    </span>
  );
}
