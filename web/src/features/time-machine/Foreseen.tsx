import type { ForeseenTrack } from "@/api/types";
import { Icon } from "@/components/Icon";
import { Sleeve } from "@/components/Rings";
import { duration, plural } from "@/lib/format";
import { usePhone } from "@/lib/media";
import styles from "./TimeMachine.module.css";

/** The cards of that day; what was played afterwards carries a mark that says when. */
export function Foreseen({ tracks, daysRecorded, day }: { tracks: readonly ForeseenTrack[]; daysRecorded: number; day: string }) {
  const size = usePhone() ? 56 : 72;
  return (
    <ol className={styles.cards} aria-label={`What would have been recommended on ${day}`}>
      {tracks.map(({ track, fate }) => (
        <li key={track.recordingId} className={styles.card} data-true={fate !== null || undefined}>
          <span className={styles.number}>{track.position}</span>
          <Sleeve periods={track.rings} size={size} className={styles.cover} />
          <div className={styles.names}>
            <h3>{track.title}</h3>
            <p className={styles.by}>
              {[track.artist, track.album, track.releaseYear, track.durationMs === null ? null : duration(track.durationMs)].filter(Boolean).join(" · ")}
            </p>
            <p className={styles.why}>{track.why}</p>
          </div>
          <p className={styles.fate}>
            {fate ? (
              <>
                <span className={styles.tick}>
                  <Icon name="check" size={16} />
                </span>
                <span>
                  <b>You did play this</b>
                  <span className={styles.times}>
                    {afterwards(fate.daysAfter)}
                    {fate.playsInMonth > 1 && `; ${fate.playsInMonth} plays in four weeks`}
                  </span>
                </span>
              </>
            ) : (
              <span className={styles.times}>{daysRecorded < 28 ? `Not played in ${plural(daysRecorded, "day")} on record` : "Not played"}</span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

const afterwards = (days: number): string => (days === 0 ? "the same day" : days === 1 ? "the day after" : `${days} days later`);
