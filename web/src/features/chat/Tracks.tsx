import { memo } from "react";
import type { RecommendationResponse, RecommendedTrack, Shortfall } from "@/api/types";
import { Chip } from "@/components/Chip";
import { count, plural } from "@/lib/format";
import type { OpenTrack } from "./AnswerView";
import { sleeveNumber } from "./messages";
import { TrackCard } from "./TrackCard";
import { useImpressions } from "./useImpressions";
import { usePlayable } from "./usePlayable";
import { useTrackFeedback } from "./useTrackFeedback";
import styles from "./Turn.module.css";

export interface TracksProps {
  side: string;
  recommendation: RecommendationResponse;
  fresh: boolean;
  open: OpenTrack | null;
  busy: boolean;
  sessionId: string | null;
  onToggle: (track: OpenTrack) => void;
  onSend: (text: string) => void;
}

export function Tracks({ side, recommendation, fresh, open, busy, sessionId, onToggle, onSend }: TracksProps) {
  const { recommendationId, tracks, shortfall, notes } = recommendation;
  const list = useImpressions(recommendation, sessionId, fresh);
  const here = open?.recommendationId === recommendationId ? open.trackId : null;
  return (
    <>
      {tracks.length > 0 && (
        <ol ref={list} className={styles.tracks} aria-label={`Side ${side}, ${plural(tracks.length, "track")}`}>
          {tracks.map((track, index) => (
            <Card
              key={track.trackId}
              track={track}
              sleeve={sleeveNumber(side, track)}
              recommendation={recommendation}
              open={here === track.trackId}
              arriving={fresh ? index : null}
              sessionId={sessionId}
              onToggle={onToggle}
            />
          ))}
        </ol>
      )}
      {shortfall && <ShortfallAccount shortfall={shortfall} busy={busy} onSend={onSend} />}
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

interface CardProps {
  track: RecommendedTrack;
  sleeve: string;
  recommendation: RecommendationResponse;
  open: boolean;
  arriving: number | null;
  sessionId: string | null;
  onToggle: (track: OpenTrack) => void;
}

const Card = memo(function Card({ track, recommendation, sessionId, onToggle, ...card }: CardProps) {
  const feedback = useTrackFeedback(recommendation, track, sessionId);
  const playable = usePlayable();
  return <TrackCard track={track} feedback={feedback} playable={playable} onToggle={() => onToggle({ recommendationId: recommendation.recommendationId, trackId: track.trackId })} {...card} />;
});

/** Why fewer tracks came than were asked for: what each wish removed, and the one thing to relax. */
function ShortfallAccount({ shortfall, busy, onSend }: { shortfall: Shortfall; busy: boolean; onSend: (text: string) => void }) {
  const { requested, returned, considered, removed, offer } = shortfall;
  return (
    <section className={styles.shortfall} aria-label="Why there are fewer">
      <p>
        <b>
          {returned === 0 ? "Nothing is left" : `${count(returned)} of ${count(requested)}`}
        </b>{" "}
        from {plural(considered, "candidate")}.
      </p>
      <dl>
        {removed.map(({ constraint, label, candidates }) => (
          <div key={constraint}>
            <dt>{label}</dt>
            <dd>−{count(candidates)}</dd>
          </div>
        ))}
      </dl>
      {offer && (
        <Chip disabled={busy} onClick={() => onSend(offer.text)}>
          {removed.some(({ label }) => label === offer.label) ? `Without “${offer.label}”` : offer.label}
          <span className="muted num">{count(offer.candidates)} then</span>
        </Chip>
      )}
    </section>
  );
}
