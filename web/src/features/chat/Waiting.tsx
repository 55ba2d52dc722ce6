import styles from "./Turn.module.css";
import { CardSkeletons } from "./ThreadSkeleton";

/** Before the first word: what is being done, in plain words, and the shape of what comes. */
export function Waiting({ activity }: { activity?: string }) {
  return (
    <div className={styles.answer}>
      <p className={styles.now}>
        <span className={styles.pulse} aria-hidden="true" />
        {activity ?? "Listening"}
      </p>
      <CardSkeletons cards={2} />
    </div>
  );
}
