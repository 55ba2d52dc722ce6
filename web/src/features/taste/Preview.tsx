import { useEffect, useRef } from "react";
import { useCorrectionPreview, type CorrectionTarget } from "@/api/taste";
import type { CorrectionAction, CorrectionPreview } from "@/api/types";
import { ordinal } from "@/lib/ordinal";
import { Button } from "@/components/Button";
import { Loading, sentenceOf, Skeleton } from "@/components/states";
import { plural } from "@/lib/format";
import styles from "./Taste.module.css";

export interface PreviewProps {
  target: CorrectionTarget;
  action: CorrectionAction;
  onKeep: () => void;
  onDrop: () => void;
}

const ASKING: { [action in CorrectionAction]: (label: string) => string } = {
  boost: (label) => `Boost ${label}?`,
  mute: (label) => `Mute ${label}?`,
  block: (label) => `Block ${label}?`,
};
const MEANING: { [action in CorrectionAction]: string } = {
  boost: "More of it, where it fits.",
  mute: "Less of it, unless you ask for it.",
  block: "None of it, anywhere.",
};
const MOST = 6;

/** What a correction would change in the next tracks, before it is kept. */
export function Preview({ target, action, onKeep, onDrop }: PreviewProps) {
  const preview = useCorrectionPreview(target, action);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: "nearest" });
  }, [preview.data]);
  return (
    <div ref={box} className={styles.preview} role="group" aria-label={ASKING[action](target.label)}>
      <p>
        <b>{ASKING[action](target.label)}</b> {MEANING[action]}
      </p>
      {preview.data ? (
        <Changes changes={preview.data.changes} />
      ) : preview.isError ? (
        <p className="muted">The effect could not be previewed. {sentenceOf(preview.error)}</p>
      ) : (
        <Loading what="the effect">
          <Skeleton height={84} />
        </Loading>
      )}
      <div className={styles.deciding}>
        <Button tone="solid" onClick={onKeep}>
          Keep
        </Button>
        <Button onClick={onDrop}>Leave it</Button>
      </div>
    </div>
  );
}

function Changes({ changes }: CorrectionPreview) {
  if (changes.length === 0) return <p className="muted">None of your next tracks would change.</p>;
  const more = changes.length - MOST;
  return (
    <>
      <p className={styles.changed}>{plural(changes.length, "track")} would move</p>
      <ul className={styles.swap}>
        {changes.slice(0, MOST).map(({ title, artist, fromRank, toRank }) => {
          const out = toRank === null;
          const name = `${title}, ${artist}`;
          return (
            <li key={`${name} ${fromRank}`}>
              <span className={out ? styles.out : styles.in}>{out ? "out" : fromRank === null ? "in" : toRank < fromRank ? "up" : "down"}</span>
              <span className={styles.name}>{out ? <s>{name}</s> : name}</span>
              <span className={styles.places}>{placesOf(fromRank, toRank)}</span>
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className="tiny muted">and {plural(more, "track")} more</p>}
    </>
  );
}

function placesOf(from: number | null, to: number | null): string {
  if (from === null) return to === null ? "" : `to ${ordinal(to)}`;
  return to === null ? `was ${ordinal(from)}` : `${ordinal(from)} to ${ordinal(to)}`;
}
