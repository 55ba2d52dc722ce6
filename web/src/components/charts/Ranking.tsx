import { Rings } from "../Rings";
import type { RingPeriod } from "@/lib/rings";
import styles from "./charts.module.css";

export interface RankedRow {
  rank: number;
  name: string;
  by?: string | null;
  /** Draws the measure under the name; null draws none. */
  value: number | null;
  /** What stands at the right: the value in the unit of the list. */
  reading: string;
  /** Places against the period before: positive won, negative lost, 0 the same, null new; undefined where nothing is compared. */
  move?: number | null;
  rings?: readonly RingPeriod[] | null;
}

/** A list of the most played, with a measure under each name. */
export function Ranking({ rows }: { rows: readonly RankedRow[] }) {
  const most = Math.max(1, ...rows.map((row) => row.value ?? 0));
  const plain = rows.every((row) => !row.rings?.length);
  const still = rows.every((row) => row.move === undefined);
  return (
    <ol className={`${styles.ranking} ${plain ? styles.plain : ""} ${still ? styles.still : ""}`}>
      {rows.map((row) => (
        <li key={`${row.rank} ${row.name} ${row.by ?? ""}`}>
          <span className={styles.rank}>{row.rank}</span>
          {!still && <Move places={row.move} />}
          {!plain && (
            <span className={styles.disc}>
              <Rings periods={row.rings ?? []} size={36} />
            </span>
          )}
          <span className={styles.who}>
            <span className={styles.name}>{row.name}</span>
            {row.by && <span className={styles.by}> {row.by}</span>}
            {row.value !== null && <i className={styles.measure} style={{ "--v": (100 * row.value) / most }} />}
          </span>
          <span className={styles.value}>{row.reading}</span>
        </li>
      ))}
    </ol>
  );
}

function Move({ places }: { places: number | null | undefined }) {
  if (places === undefined) return <span className={styles.move} />;
  if (places === null) return <span className={styles.move}>new</span>;
  if (places === 0) return <span className={styles.move}>same</span>;
  const up = places > 0;
  return (
    <span className={`${styles.move} ${up ? styles.up : styles.down}`}>
      <span aria-hidden="true">{up ? "▲" : "▼"}</span>
      <span className="sr">{up ? "up" : "down"}</span> {Math.abs(places)}
    </span>
  );
}
