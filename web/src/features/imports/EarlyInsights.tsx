import { useAccount } from "@/api/account";
import type { EarlyInsights as Early } from "@/api/types";
import { count, date, dateTime } from "@/lib/format";
import styles from "./ImportPage.module.css";

function lines(early: Early, running: boolean, zone: string): [label: string, value: string][] {
  const found: [string, string][] = [];
  if (early.firstPlayAt) found.push(["First play", dateTime(early.firstPlayAt, zone)]);
  if (early.topArtist) found.push([running ? "Most played so far" : "Most played", `${early.topArtist}, ${count(early.topArtistPlays ?? 0)}`]);
  if (early.fullestDay) found.push(["Fullest day", `${date(early.fullestDay)}, ${count(early.fullestDayPlays ?? 0)} plays`]);
  return found;
}

/** First facts, while it still runs. */
export function EarlyInsights({ early, running }: { early: Early; running: boolean }) {
  const zone = useAccount().data?.timeZone;
  if (!zone) return null;
  const found = lines(early, running, zone);
  if (found.length === 0) return null;
  return (
    <section className={styles.early} aria-label="First facts">
      <h2 className="say">{running ? "Already in sight" : "At a glance"}</h2>
      <dl>
        {found.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="tiny muted">Plays of 30 s or more, {zone}</p>
    </section>
  );
}
