import type { Hits, TimeMachine } from "@/api/types";
import styles from "./TimeMachine.module.css";

/** How many came true, beside what plain play counts would have reached. */
export function HitRate({ machine }: { machine: TimeMachine }) {
  return (
    <section className={styles.hits} aria-labelledby="came-true">
      <h2 id="came-true">What came true</h2>
      {[machine.week, machine.month].map((hits) => (
        <Window key={hits.days} hits={hits} />
      ))}
    </section>
  );
}

function Window({ hits: { days, shown, cameTrue, byPlayCounts } }: { hits: Hits }) {
  const rows = [
    { label: "These songs", value: cameTrue },
    ...(byPlayCounts === null ? [] : [{ label: "Your most played until then", value: byPlayCounts }]),
  ];
  return (
    <div>
      <h3>Within {days === 7 ? "a week" : "four weeks"}</h3>
      <dl>
        {rows.map(({ label, value }, row) => (
          <div key={label} data-plain={row > 0 || undefined}>
            <dt>{label}</dt>
            <dd className={styles.tally} aria-hidden="true">
              {Array.from({ length: shown }, (_, index) => (
                <i key={index} data-hit={index < value || undefined} />
              ))}
            </dd>
            <dd className={styles.of}>
              <b>{value}</b> of {shown}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
