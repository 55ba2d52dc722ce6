import { useState } from "react";
import { noticeOf } from "./attempts";
import { plainText, type Turn } from "./messages";

/** Tells a screen reader what was answered, once, when it is finished: never word by word. */
export function Announcer({ turns, busy }: { turns: readonly Turn[]; busy: boolean }) {
  const [wasBusy, setWasBusy] = useState(busy);
  const [said, setSaid] = useState("");
  if (busy !== wasBusy) {
    setWasBusy(busy);
    setSaid(busy ? "" : answered(turns.at(-1)));
  }
  return (
    <div className="sr" role="log" aria-live="polite" aria-label="Answers">
      {said && <span>{said}</span>}
    </div>
  );
}

function answered(turn: Turn | undefined): string {
  if (!turn?.answer) return "";
  const { status, metadata } = turn.answer;
  const text = [plainText(turn.answer), noticeOf(metadata)?.sentence].filter(Boolean).join("\n\n");
  return status === "stopped" ? `Stopped. ${text}` : status === "failed" ? `The answer broke off. ${text}` : text;
}
