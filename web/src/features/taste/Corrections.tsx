import type { Correction } from "@/api/types";
import { IconButton } from "@/components/Button";
import { date } from "@/lib/format";
import { useKeep } from "./useKeep";
import styles from "./Taste.module.css";

const DONE = { boost: "Boosted", mute: "Muted", block: "Blocked" } as const;

/** Everything the listener has corrected, newest first. */
export function Corrections({ corrections, timeZone }: { corrections: readonly Correction[]; timeZone?: string }) {
  const keep = useKeep();
  return (
    <section className={styles.corrections} aria-labelledby="corrections">
      <h2 id="corrections">Your corrections</h2>
      {corrections.length === 0 ? (
        <p className="small muted">None yet. Boost, mute or block a belief, or say “not this artist” in a conversation: it stands here until you remove it.</p>
      ) : (
        <ul>
          {corrections.map((correction) => (
            <li key={`${correction.kind} ${correction.id}`}>
              <span className={styles.what}>
                <b>{correction.label}</b>
                <span className="tiny muted num">
                  {DONE[correction.action]} {date(correction.createdAt, timeZone)}
                </span>
              </span>
              <IconButton icon="close" label={`Remove: ${correction.label}`} size={18} onClick={() => keep(correction, null, correction.action)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
