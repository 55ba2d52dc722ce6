import styles from "./charts.module.css";

export interface BigFigure {
  label: string;
  value: string;
  note?: string | null;
}

/** A row of big numerals with their names. */
export function Figures({ figures }: { figures: readonly BigFigure[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt>{figure.label}</dt>
          <dd>{figure.value}</dd>
          {figure.note && <dd>{figure.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
