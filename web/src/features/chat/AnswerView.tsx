import { useState } from "react";
import type { Confirmation } from "@/api/types";
import { IconButton } from "@/components/Button";
import { Chip, Chips } from "@/components/Chip";
import { InsightFigure } from "@/components/insight/InsightFigure";
import { useToast } from "@/components/toast";
import { AnswerNotice, Origin } from "./AnswerOrigin";
import { standsIn, writer } from "./attempts";
import { ConfirmationCard } from "./ConfirmationCard";
import { DraftList } from "./DraftList";
import { InsteadNotice } from "./InsteadNotice";
import { Markdown } from "./Markdown";
import { plainText, withoutEchoes, type Answer } from "./messages";
import { Now } from "./Now";
import { Tracks } from "./Tracks";
import { VariantSwitch } from "./VariantSwitch";
import styles from "./Turn.module.css";

/** The card whose reasons are open. */
export interface OpenTrack {
  recommendationId: string;
  trackId: string;
}

export interface AnswerActions {
  send: (text: string) => void;
  regenerate: (answerId: string) => void;
  showVariant: (messageId: string) => void;
  toggle: (track: OpenTrack) => void;
  settle: (answerId: string, confirmation: Confirmation) => void;
}

export interface AnswerViewProps {
  answer: Answer;
  last: boolean;
  busy: boolean;
  fresh: boolean;
  open: OpenTrack | null;
  sessionId: string | null;
  actions: AnswerActions;
}

/** Text, cards and charts in the order they were given, then what can be done next. */
export function AnswerView({ answer, last, busy, fresh, open, sessionId, actions }: AnswerViewProps) {
  const streaming = answer.status === "streaming";
  const [told, setTold] = useState(false);
  const offered = new Set(answer.blocks.flatMap((block) => (block.kind === "recommendation" ? [block.recommendation.shortfall?.offer?.text] : [])));
  const refine = answer.refine.filter(({ text }) => !offered.has(text)); // the offer under the cards says it already
  return (
    <div id={answer.id} className={styles.answer} aria-busy={streaming}>
      {streaming && answer.blocks.length > 0 && <Now activity={answer.activities.at(-1)} />}
      {withoutEchoes(answer.blocks).map((block) => {
        switch (block.kind) {
          case "text":
            return <Markdown key={block.key} text={block.text} />;
          case "recommendation":
            return (
              <Tracks key={block.key} side={block.side} recommendation={block.recommendation} fresh={fresh} open={open} sessionId={sessionId} onToggle={actions.toggle} onSend={actions.send} busy={busy} />
            );
          case "insight":
            return <InsightFigure key={block.key} className={styles.figure} insight={block.insight} withScope />;
          case "draft":
            return <DraftList key={block.key} draft={block.draft} />;
          case "confirmation":
            return (
              <ConfirmationCard
                key={block.key}
                confirmation={block.confirmation}
                sessionId={sessionId}
                last={last}
                busy={busy}
                onSettled={(confirmation) => actions.settle(answer.id, confirmation)}
              />
            );
        }
      })}
      {!streaming && <AnswerNotice answer={answer} busy={busy} onAgain={() => actions.regenerate(answer.id)} />}
      {!streaming && last && standsIn(answer.metadata) && <InsteadNotice />}
      {!streaming && answer.blocks.length > 0 && (
        <div className={styles.after}>
          {last && refine.length > 0 && (
            <Chips scroll label="Change the answer">
              {refine.map((chip) => (
                <Chip key={chip.label} disabled={busy} title={chip.text} onClick={() => actions.send(chip.text)}>
                  {chip.label}
                </Chip>
              ))}
            </Chips>
          )}
          <Foot answer={answer} busy={busy} actions={actions} told={told} onTell={() => setTold(!told)} />
          {told && <Origin answer={answer} />}
        </div>
      )}
    </div>
  );
}

interface FootProps extends Pick<AnswerViewProps, "answer" | "busy" | "actions"> {
  /** How it came about is open. */
  told: boolean;
  onTell: () => void;
}

/** Who wrote it, earlier answers, copy, and another one. */
function Foot({ answer, busy, actions, told, onTell }: FootProps) {
  const toast = useToast();
  const { variants } = answer.metadata;
  const written = writer(answer.metadata) ?? "EchoTune";
  async function copy() {
    try {
      await navigator.clipboard.writeText(plainText(answer));
      toast({ message: "Copied." });
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      toast({ message: "This browser does not let the page copy. Select the text instead.", tone: "bad" });
    }
  }
  return (
    <div className={styles.foot}>
      <button type="button" className={styles.how} aria-label={`Answered by ${written}`} aria-expanded={told} onClick={onTell}>
        {written}
      </button>
      {variants && variants.messageIds.length > 1 && !busy && <VariantSwitch what="answer" variants={variants} onShow={actions.showVariant} />}
      <IconButton icon="copy" label="Copy the answer" size={18} onClick={() => void copy()} />
      {!busy && <IconButton icon="redo" label="Answer again" size={18} onClick={() => actions.regenerate(answer.id)} />}
    </div>
  );
}
