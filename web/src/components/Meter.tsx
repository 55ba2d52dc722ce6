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

/** Progress of something under way, 0..100; ember, the screen's one. */
export function Progress({ label, percent }: { label: string; percent: number }) {
  const rounded = Math.round(percent);
  return (
    <div className={styles.progress} role="progressbar" aria-label={label} aria-valuenow={rounded} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ "--v": percent / 100 }} />
    </div>
  );
}
