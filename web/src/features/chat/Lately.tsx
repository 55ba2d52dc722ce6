import { useAccount } from "@/api/account";
import { useStarters } from "@/api/chat";
import { Sleeve } from "@/components/Rings";
import { Loading, Skeleton } from "@/components/states";
import { recently } from "@/lib/format";
import styles from "./Lately.module.css";

/** The last tracks that were played, beside a conversation that has nothing to explain. */
export function Lately() {
  const starters = useStarters();
  const zone = useAccount().data?.timeZone;
  if (starters.isError || starters.data?.lately.length === 0) return null;
  return (
    <section className={styles.lately} aria-labelledby="lately">
      <h2 id="lately">Lately</h2>
      {starters.data ? (
        <ul>
          {starters.data.lately.map((play) => (
            <li key={`${play.trackId} ${play.playedAt}`}>
              <Sleeve periods={play.rings} size={48} />
              <span className={styles.names}>
                <b>{play.title}</b>
                <span>{play.artist}</span>
              </span>
              <span className="muted num">{recently(play.playedAt, undefined, zone)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <Loading what="what you played lately" className={styles.waiting}>
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={48} />
          ))}
        </Loading>
      )}
    </section>
  );
}
