import { useId } from "react";
import type { RecommendedTrack } from "@/api/types";
import { IconButton } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { MenuButton } from "@/components/Menu";
import { Meter } from "@/components/Meter";
import { Sleeve } from "@/components/Rings";
import { duration } from "@/lib/format";
import { usePhone } from "@/lib/media";
import type { TrackFeedback } from "./useTrackFeedback";
import { spotifyUrl } from "./spotify";
import styles from "./TrackCard.module.css";

export interface TrackCardProps {
  track: RecommendedTrack;
  /** "A1" */
  sleeve: string;
  open: boolean;
  /** Place in the order of arrival; null where the card was here already. */
  arriving: number | null;
  feedback: TrackFeedback;
  /** Off where tracks are made up: Spotify knows none of them. */
  playable: boolean;
  onToggle: () => void;
}

const MARKED = {
  skip: "Not now: left out of the next answers.",
  never: "Never again.",
  artist: "This artist is blocked.",
} as const;

export function TrackCard({ track, sleeve, open, arriving, feedback, playable, onToggle }: TrackCardProps) {
  const phone = usePhone();
  const why = useId();
  const { mark, like, notNow, never, notArtist } = feedback;
  const gone = mark !== null && mark !== "like";
  const names = [styles.track, open ? styles.open : "", gone ? styles.gone : "", arriving === null ? "" : styles.arrive];
  const menu = [
    { label: "Not now", note: "Leave it out for a while", icon: "skip" as const, onSelect: notNow },
    { label: "Never this track", icon: "ban" as const, onSelect: never },
    { label: "Not this artist", note: `Block ${track.artist}`, icon: "ban" as const, onSelect: notArtist },
  ];
  return (
    <li className={names.filter(Boolean).join(" ")} style={{ "--i": arriving ?? 0 }} aria-label={`${sleeve}, ${track.title}`}>
      <span className={styles.side} aria-hidden="true">
        {sleeve}
      </span>
      <Sleeve periods={track.rings} size={phone ? 56 : 72} className={styles.cover} />
      <div className={styles.names}>
        <h3 className={styles.title}>
          <button type="button" className={styles.opener} aria-expanded={open} aria-describedby={why} onClick={onToggle}>
            {track.title}{" "}
            <span className={styles.facts} aria-hidden="true">
              {track.explicit === "yes" && (
                <span className={styles.explicit} title="Explicit">
                  E
                </span>
              )}
              {track.durationMs !== null && <span className={styles.time}>{duration(track.durationMs)}</span>}
            </span>
          </button>
          <span className="sr">{[track.explicit === "yes" && "explicit", track.durationMs !== null && duration(track.durationMs)].filter(Boolean).join(", ")}</span>
        </h3>
        <p className={styles.by}>{byLine(track)}</p>
      </div>
      <div className={styles.do}>
        {playable && track.spotifyUri && <PlayLink uri={track.spotifyUri} title={track.title} />}
        <IconButton icon="heart" label={mark === "like" ? "Liked" : "Like"} className={playable ? styles.wide : ""} aria-pressed={mark === "like"} filled={mark === "like"} onClick={like} />
        <MenuButton icon="more" label={`More for ${track.title}`} className={styles.wide} items={menu} />
      </div>
      <p className={styles.why} id={why}>
        {gone ? MARKED[mark] : track.why}
      </p>
      <div className={styles.meters}>
        {track.signals.map((signal) => (
          <Meter key={signal.key} label={signal.label} value={signal.value} lit={open} none={signal.key === "plays" ? "none" : "not known"} />
        ))}
      </div>
      {open && (
        <div className={styles.more}>
          {menu.map(({ label, onSelect }) => (
            <button key={label} type="button" onClick={onSelect}>
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

export const byLine = ({ artist, album, releaseYear }: RecommendedTrack): string => [artist, album, releaseYear].filter(Boolean).join(" · ");

function PlayLink({ uri, title }: { uri: string; title: string }) {
  const address = spotifyUrl(uri);
  if (!address) return null;
  const label = `Play ${title} in Spotify`;
  return (
    <a className={styles.play} href={address} target="_blank" rel="noreferrer" aria-label={label} title={label}>
      <Icon name="play" />
    </a>
  );
}
