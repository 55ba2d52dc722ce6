import styles from "./Meter.module.css";

/** A score bar of 0..100, neutral until `lit`. A null value draws an empty bar and says so in a word. */
export function Meter({ label, value, lit, none = "none" }: { label: string; value: number | null; lit?: boolean; none?: string }) {
  return (
    <span className={`${styles.meter} ${lit ? styles.lit : ""}`}>
      <span>{label}</span>
      <span className={styles.value}>{value === null ? none : Math.round(value)}</span>
      <i className={styles.bar} style={{ "--v": value ?? 0 }} />
    </span>
  );
}

/** Progress of something under way, 0..100; ember, the screen's one. Without a percent it says only that something moves. */
export function Progress({ label, percent }: { label: string; percent: number | null }) {
  return (
    <div className={`${styles.progress} ${percent === null ? styles.unknown : ""}`} role="progressbar" aria-label={label} aria-valuenow={percent === null ? undefined : Math.round(percent)} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ "--v": (percent ?? 0) / 100 }} />
    </div>
  );
}
