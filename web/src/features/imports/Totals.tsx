import { rejectedCsvUrl } from "@/api/imports";
import type { Import } from "@/api/types";
import { count, plural } from "@/lib/format";
import { reasonInWords } from "./words";
import styles from "./Totals.module.css";

/** read = stored + already here + set aside, with the reasons for what was set aside and the rows themselves. */
export function Totals({ current }: { current: Import }) {
  const reasons = Object.entries(current.rejectedByReason).sort(([, a], [, b]) => b - a);
  return (
    <section aria-label="Rows so far">
      <dl className={styles.totals}>
        <Total name="Stored" value={current.stored} />
        <Total name="Already here" value={current.duplicate} />
        <Total name="Set aside" value={current.rejected} />
        {current.libraryItems > 0 && <Total name="From your library" value={current.libraryItems} />}
      </dl>
      {current.rejected > 0 && (
        <details className={styles.reasons}>
          <summary>Why {current.rejected === 1 ? "1 row was" : `${plural(current.rejected, "row")} were`} set aside</summary>
          <dl>
            {reasons.map(([reason, rows]) => (
              <div key={reason}>
                <dt>{reasonInWords(reason)}</dt>
                <dd>{count(rows)}</dd>
              </div>
            ))}
          </dl>
          <a className="link small" href={rejectedCsvUrl(current.importId)} download>
            Download these rows with file and line (CSV)
          </a>
        </details>
      )}
    </section>
  );
}

function Total({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count(value)}</dd>
    </div>
  );
}
