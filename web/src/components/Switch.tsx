import styles from "./Switch.module.css";

/** On or off, at once. Labelled by the element whose id is given. */
export function Switch({ labelledBy, describedBy, checked, onChange, disabled }: { labelledBy: string; describedBy?: string; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      disabled={disabled}
      className={styles.switch}
      onClick={() => onChange(!checked)}
    >
      <span className={styles.track}>
        <span className={styles.knob} />
      </span>
    </button>
  );
}
