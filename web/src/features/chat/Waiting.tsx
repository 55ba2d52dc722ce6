import { Now } from "./Now";
import { CardSkeletons } from "./ThreadSkeleton";
import styles from "./Turn.module.css";

/** Before the first word: what is being done, and the shape of what comes. */
export function Waiting({ activity }: { activity?: string }) {
  return (
    <div className={styles.answer}>
      <Now activity={activity} />
      <CardSkeletons cards={2} />
    </div>
  );
}
