import type { Draft } from "@/api/types";
import { duration, plural } from "@/lib/format";
import styles from "./DraftList.module.css";

/** A playlist as it would be: kept nowhere, which its note says. */
export function DraftList({ draft }: { draft: Draft }) {
  const name = draft.name ?? "Playlist";
  return (
    <section className={styles.draft} aria-label={`Draft of ${name}`}>
      <header>
        <h3 className="say">{name}</h3>
        <p className="small muted num">
          {plural(draft.tracks.length, "track")}, {duration(draft.durationMs)}
        </p>
      </header>
      <ol>
        {draft.tracks.map(({ number, trackId, title, artist, durationMs }) => (
          <li key={`${number} ${trackId}`}>
            <span className={styles.number}>{number}</span>
            <span className={styles.names}>
              <b>{title}</b> <span className="muted">{artist}</span>
            </span>
            {durationMs !== null && <span className="muted num">{duration(durationMs)}</span>}
          </li>
        ))}
      </ol>
      <p className="small muted">{draft.note}</p>
    </section>
  );
}
