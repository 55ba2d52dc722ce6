import type { RankedTrack } from "@/api/types";
import { Rings } from "@/components/Rings";
import { useFlip } from "@/lib/flip";
import { ordinal } from "@/lib/ordinal";
import styles from "./HowItChooses.module.css";

/** The songs in their new order, each with the places it won or lost; they glide there. */
export function NextSongs({ tracks, waiting }: { tracks: readonly RankedTrack[]; waiting: boolean }) {
  const list = useFlip<HTMLOListElement>(tracks.map((track) => track.recordingId));
  return (
    <ol ref={list} className={styles.songs} aria-label="Your next songs" data-waiting={waiting || undefined}>
      {tracks.map((track) => (
        <li key={track.recordingId} data-key={track.recordingId}>
          <span className={styles.rank}>{track.rank}</span>
          <Move track={track} />
          <span className={styles.disc}>
            <Rings periods={track.rings} size={40} />
          </span>
          <div className={styles.song}>
            <p className={styles.name}>
              <b>{track.title}</b> <span>{track.artist}</span>
            </p>
            <p className={styles.why}>{track.why}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Move({ track: { rank, fromRank } }: { track: RankedTrack }) {
  if (fromRank === null) return <span className={styles.move}>new</span>;
  const places = fromRank - rank;
  if (places === 0)
    return (
      <span className={styles.move}>
        <span className="sr">same place</span>
      </span>
    );
  const up = places > 0;
  return (
    <span className={`${styles.move} ${up ? styles.up : styles.down}`} title={`was ${ordinal(fromRank)}`}>
      <span aria-hidden="true">{up ? "▲" : "▼"}</span>
      <span className="sr">{up ? "up" : "down"}</span> {Math.abs(places)}
    </span>
  );
}
