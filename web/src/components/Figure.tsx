/** A chart's frame: its sentence is the heading, the table is its twin, CSV and follow-ups stand below. */
import { useId, useState, type ReactNode } from "react";
import styles from "./Figure.module.css";

export interface FigureTable {
  columns: readonly { label: string; numeric?: boolean }[];
  rows: readonly (readonly ReactNode[])[];
}

export interface FigureProps {
  sentence: string;
  note?: string | null;
  /** The drawing. It is redrawn for its width, never scaled. */
  children: ReactNode;
  table?: FigureTable;
  csvHref?: string;
  /** Where the numbers have no address of their own, the page makes the file. */
  onCsv?: () => void;
  scope?: ReactNode;
  onPlay?: () => void;
  onAsk?: () => void;
  className?: string;
}

export function Figure({ sentence, note, children, table, csvHref, onCsv, scope, onPlay, onAsk, className = "" }: FigureProps) {
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  return (
    <section className={`${styles.figure} ${className}`} aria-labelledby={heading}>
      <h2 id={heading} className="say">
        {sentence}
      </h2>
      {note && <p className={styles.note}>{note}</p>}
      <div className={styles.body}>{asTable && table ? <Twin table={table} caption={sentence} /> : children}</div>
      {scope && <div className={styles.scope}>{scope}</div>}
      <div className={styles.tools}>
        {table && (
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "View as chart" : "View as table"}
          </button>
        )}
        {csvHref && (
          <a href={csvHref} download>
            CSV
          </a>
        )}
        {onCsv && (
          <button type="button" onClick={onCsv}>
            CSV
          </button>
        )}
        <span className={styles.gap} />
        {onPlay && (
          <button type="button" className={styles.follow} onClick={onPlay}>
            Play these
          </button>
        )}
        {onAsk && (
          <button type="button" className={styles.follow} onClick={onAsk}>
            Ask about this
          </button>
        )}
      </div>
    </section>
  );
}

/** The same numbers as a table; long ones scroll inside, and take the keyboard for it. */
function Twin({ table, caption }: { table: FigureTable; caption: string }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
      <table className={styles.twin}>
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.label} scope="col" data-numeric={column.numeric || undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column} data-numeric={table.columns[column]?.numeric || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
