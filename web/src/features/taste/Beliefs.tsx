import { useState } from "react";
import type { Belief, CorrectionAction } from "@/api/types";
import { Button, ButtonLink } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Rings } from "@/components/Rings";
import { plural } from "@/lib/format";
import { Preview } from "./Preview";
import { targetOf } from "./target";
import { useKeep } from "./useKeep";
import styles from "./Taste.module.css";

const SHOWN_FIRST = 8;
const ACTIONS: readonly { action: CorrectionAction; label: string; kept: string }[] = [
  { action: "boost", label: "Boost", kept: "Boosted" },
  { action: "mute", label: "Mute", kept: "Muted" },
  { action: "block", label: "Block", kept: "Blocked" },
];

export function Beliefs({ beliefs }: { beliefs: readonly Belief[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? beliefs : beliefs.slice(0, SHOWN_FIRST);
  return (
    <section aria-labelledby="beliefs" className={styles.beliefs}>
      <h2 id="beliefs">What EchoTune believes</h2>
      {beliefs.length === 0 ? (
        <p className={`muted ${styles.none}`}>Too few plays to believe anything yet. It starts with about a hundred.</p>
      ) : (
        <ul>
          {shown.map((belief) => (
            <BeliefRow key={belief.id} belief={belief} />
          ))}
        </ul>
      )}
      <div className={styles.further}>
        {!all && beliefs.length > shown.length && (
          <Button tone="quiet" onClick={() => setAll(true)}>
            All {plural(beliefs.length, "belief")}
          </Button>
        )}
        <ButtonLink to="/taste/time-machine" tone="quiet">
          Travel back to a date
        </ButtonLink>
      </div>
    </section>
  );
}

function BeliefRow({ belief }: { belief: Belief }) {
  const target = targetOf(belief);
  const [weighed, setWeighed] = useState<CorrectionAction | null>(null);
  const keep = useKeep();
  return (
    <li className={styles.belief}>
      <span className={styles.glyph} aria-hidden="true">
        {belief.rings.length ? <Rings periods={belief.rings} size={48} /> : <Icon name={belief.kind === "hours" ? "you" : "insights"} size={28} />}
      </span>
      <div className={styles.said}>
        <h3>{belief.title}</h3>
        <p>{belief.evidence}</p>
      </div>
      {target && (
        <div className={styles.actions} role="group" aria-label={`Correct: ${belief.title}`}>
          {ACTIONS.map(({ action, label, kept }) => {
            const on = belief.correction === action;
            return (
              <button
                key={action}
                type="button"
                aria-pressed={on}
                aria-expanded={on ? undefined : weighed === action}
                onClick={() => (on ? keep(target, null, belief.correction) : setWeighed(weighed === action ? null : action))}
              >
                {on ? kept : label}
              </button>
            );
          })}
        </div>
      )}
      {target && weighed && (
        <Preview
          target={target}
          action={weighed}
          onKeep={() => {
            keep(target, weighed, belief.correction);
            setWeighed(null);
          }}
          onDrop={() => setWeighed(null)}
        />
      )}
    </li>
  );
}
