import styles from "./Turn.module.css";

/** What is being done right now, in plain words: the screen's one ember thing. */
export function Now({ activity = "Listening" }: { activity?: string }) {
  return (
    <p className={styles.now}>
      <span className={styles.pulse} aria-hidden="true" />
      {activity}
    </p>
  );
}
