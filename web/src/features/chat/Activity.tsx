import { plural } from "@/lib/format";
import styles from "./Turn.module.css";

/** What was done for an answer, in plain words: the present step while it runs, all of them folded away after. */
export function Activity({ activities, streaming }: { activities: readonly string[]; streaming: boolean }) {
  if (activities.length === 0) return null;
  if (streaming) {
    return (
      <p className={styles.now}>
        <span className={styles.pulse} aria-hidden="true" />
        {activities.at(-1)}
      </p>
    );
  }
  return (
    <details className={styles.steps}>
      <summary>{plural(activities.length, "step")}</summary>
      <ol>
        {activities.map((activity, index) => (
          <li key={index}>{activity}</li>
        ))}
      </ol>
    </details>
  );
}
