import { Link } from "react-router";
import { useWhy } from "@/api/chat";
import type { RecommendationResponse, RecommendedTrack, Why } from "@/api/types";
import { IconButton } from "@/components/Button";
import { Rings } from "@/components/Rings";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { count } from "@/lib/format";
import { useWide } from "@/lib/media";
import { ordinal } from "@/lib/ordinal";
import { scoreBars, scoreText } from "./score";
import { spotifyUrl } from "./spotify";
import { usePlayable } from "./usePlayable";
import { useTrackFeedback } from "./useTrackFeedback";
import styles from "./WhyPanel.module.css";

export interface WhyPanelProps {
  recommendation: RecommendationResponse;
  track: RecommendedTrack;
  sleeve: string;
  sessionId: string | null;
  onClose: () => void;
}

const BESIDE = 3; // facts that stand beside the disc
const TOLD = 3; // parts without which it would stand elsewhere, the weightiest
const DISC_PX = { wide: 152, narrow: 148 };

/** Why one track stands where it stands: the sentence, the plays, the score down to its parts, what it would be without them. */
export function WhyPanel({ recommendation, track, sleeve, sessionId, onClose }: WhyPanelProps) {
  const why = useWhy({ recommendationId: recommendation.recommendationId, trackId: track.trackId });
  const wide = useWide();
  return (
    <section className={styles.panel} aria-label={`Why ${sleeve}, ${track.title}`} onKeyDown={(event) => wide && event.key === "Escape" && onClose()}>
      <header className={styles.head}>
        <p className={styles.which}>
          <span className="muted">Why {sleeve}</span> <b>{track.title}</b>
        </p>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      {why.data ? (
        <Reasons why={why.data} track={track} />
      ) : why.isError ? (
        <ErrorState error={why.error} title="The reasons could not be read." safe="The suggestion itself stands." onRetry={() => void why.refetch()} />
      ) : (
        <Waiting />
      )}
      {!wide && <Actions recommendation={recommendation} track={track} sessionId={sessionId} />}
      {why.data && (
        <footer>
          <p className={styles.scope}>
            {why.data.scope} {EXPLICIT[track.explicit]}
          </p>
          <p className={styles.correct}>
            <Link className="link" to="/you">
              Correct this
            </Link>
          </p>
        </footer>
      )}
    </section>
  );
}

const EXPLICIT = { yes: "Marked explicit.", no: "Not marked explicit.", unknown: "Whether it is explicit is not known." } as const;

function Reasons({ why, track }: { why: Why; track: RecommendedTrack }) {
  const size = useWide() ? DISC_PX.wide : DISC_PX.narrow;
  const bars = scoreBars(why.components);
  const total = scoreText(bars);
  const plays = why.rings.map((period) => `${period.label}: ${period.plays}`).join(", ");
  return (
    <>
      <p className={`say ${styles.sentence}`}>{why.sentence}</p>
      <div className={styles.evidence}>
        <div style={{ width: size, height: size }}>
          <Rings periods={why.rings} clock size={size} title={plays ? `Plays of ${why.title}. ${plays}` : `${why.title} was never played`} />
        </div>
        <Facts facts={why.facts.slice(0, BESIDE)} />
      </div>
      {why.facts.length > BESIDE && <Facts facts={why.facts.slice(BESIDE)} below />}
      <div className={styles.score}>
        <h3 className={styles.ranked}>
          <span>
            Ranked {ordinal(why.rank)} of {count(why.candidates)} <span className={styles.among}>in {why.among}</span>
          </span>
          <span className={styles.total}>{total}</span>
        </h3>
        <dl className={styles.sum}>
          {bars.map((bar) => (
            <div key={bar.key}>
              <dt>{bar.label}</dt>
              <dd className={styles.bar} aria-hidden="true">
                <i className={bar.value < 0 ? styles.less : ""} style={{ "--a": bar.from, "--w": bar.width }} />
              </dd>
              <dd className={styles.part}>{bar.text}</dd>
            </div>
          ))}
          <div className={styles.together}>
            <dt>Together</dt>
            <dd />
            <dd className={styles.part}>{total}</dd>
          </div>
        </dl>
        <Without why={why} />
        <Proposed why={why} />
        {why.featureSources.length > 0 && <Sound why={why} track={track} />}
      </div>
    </>
  );
}

function Facts({ facts, below }: { facts: Why["facts"]; below?: boolean }) {
  return (
    <dl className={`${styles.facts} ${below ? styles.below : ""}`}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where it would stand without parts of its score: those that matter most, or that none does alone. */
function Without({ why }: { why: Why }) {
  if (why.counterfactuals.length === 0) return null;
  const mattering = why.counterfactuals
    .filter(({ rank }) => rank !== why.rank)
    .sort((a, b) => Math.abs(b.rank - why.rank) - Math.abs(a.rank - why.rank))
    .slice(0, TOLD);
  if (mattering.length === 0) return <p className={styles.without}>Without any one of these it would still rank {ordinal(why.rank)}.</p>;
  return (
    <ul className={styles.without}>
      {mattering.map((without) => (
        <li key={without.key}>{without.sentence}</li>
      ))}
    </ul>
  );
}

/** Each signal ranks by itself first; what it put forward, and how high. */
function Proposed({ why }: { why: Why }) {
  const ranks = why.components.flatMap(({ key, label }) => (why.proposed[key] === undefined ? [] : [{ key, label, rank: why.proposed[key] }])).sort((a, b) => a.rank - b.rank);
  if (ranks.length === 0) return null;
  return (
    <details className={styles.sound}>
      <summary>Who put it forward</summary>
      <table>
        <caption className="sr">Rank of {why.title} by each signal alone, among all that fits</caption>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col">Ranked it</th>
          </tr>
        </thead>
        <tbody>
          {ranks.map(({ key, label, rank }) => (
            <tr key={key}>
              <td>{label}</td>
              <td>{ordinal(rank)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The measured sound behind the score, and who measured it. */
function Sound({ why, track }: { why: Why; track: RecommendedTrack }) {
  return (
    <details className={styles.sound}>
      <summary>What is known of its sound</summary>
      <table>
        <caption className="sr">Sound of {track.title}</caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {why.featureSources.map(({ feature, value, source }) => (
            <tr key={feature}>
              <td>{feature}</td>
              <td>{value === null ? "not known" : value.toLocaleString("en-GB", { maximumFractionDigits: 2 })}</td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** On a phone the card has only its play button: the rest is here. */
function Actions({ recommendation, track, sessionId }: Pick<WhyPanelProps, "recommendation" | "track" | "sessionId">) {
  const { mark, like, notNow, never, notArtist } = useTrackFeedback(recommendation, track, sessionId);
  const playable = usePlayable();
  const address = playable && track.spotifyUri && spotifyUrl(track.spotifyUri);
  return (
    <div className={styles.acts}>
      <button type="button" aria-pressed={mark === "like"} onClick={like}>
        {mark === "like" ? "Liked" : "Like"}
      </button>
      {address && (
        <a href={address} target="_blank" rel="noreferrer">
          Play in Spotify
        </a>
      )}
      <button type="button" onClick={notNow}>
        Not now
      </button>
      <button type="button" onClick={never}>
        Never this track
      </button>
      <button type="button" onClick={notArtist}>
        Not this artist
      </button>
    </div>
  );
}

function Waiting() {
  return (
    <Loading what="the reasons" className={styles.waiting}>
      <Skeleton height={54} />
      <Skeleton height={164} width={164} round />
      <Skeleton height={200} />
    </Loading>
  );
}
