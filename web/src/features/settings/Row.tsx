import { useId, type ReactNode } from "react";
import styles from "./Settings.module.css";

/** One setting: its name and what it means on the left, its control on the right. */
export function Row({ label, note, control }: { label: ReactNode; note?: ReactNode; control: (ids: { label: string; note: string | undefined }) => ReactNode }) {
  const id = useId();
  const noteId = note ? `${id}-note` : undefined;
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        {note && (
          <span id={noteId} className={styles.note}>
            {note}
          </span>
        )}
      </div>
      <div className={styles.control}>{control({ label: id, note: noteId })}</div>
    </div>
  );
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={styles.group} aria-labelledby={heading}>
      <h2 id={heading} className="say">
        {title}
      </h2>
      <div>{children}</div>
    </section>
  );
}
