import type { StrategyShare } from "@/api/types";
import styles from "./HowItChooses.module.css";

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** What each strategy counts for in such a mix; those that take no part say why. */
export function WhatCounts({ strategies }: { strategies: readonly StrategyShare[] }) {
  const counting = strategies.filter(({ share, out }) => out === null && share >= 0.005);
  const silent = strategies.filter(({ out }) => out !== null);
  const most = Math.max(...counting.map(({ share }) => share), 0.01);
  return (
    <div className={styles.counts}>
      <h3>What counts</h3>
      <dl>
        {counting.map(({ name, label, share }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className={styles.measure} aria-hidden="true">
              <i style={{ "--w": (100 * share) / most }} />
            </dd>
            <dd>{percent(share)}</dd>
          </div>
        ))}
      </dl>
      {silent.length > 0 && (
        <details className={styles.silent}>
          <summary>{silent.length === 1 ? "One signal takes" : `${silent.length} signals take`} no part</summary>
          <ul>
            {silent.map(({ name, label, out }) => (
              <li key={name}>
                <b>{label}:</b> {out}.
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
