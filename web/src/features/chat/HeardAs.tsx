import { useState } from "react";
import { Menu, type MenuItem } from "@/components/Menu";
import { isDay, spanName } from "@/lib/span";
import type { HeardChip } from "./messages";
import styles from "./HeardAs.module.css";

export interface HeardAsProps {
  chips: readonly HeardChip[];
  busy: boolean;
  onSend: (text: string) => void;
  /** Opens the whole request for other words. */
  onEdit: () => void;
}

/** A span of days as the rest of the screen writes it; other labels as they came. */
function inWords(label: string): string {
  const [from, to] = label.split(" to ");
  return isDay(from) && isDay(to) ? spanName(from, to) : label;
}

/** The parts of the request as they were heard; each opens what can be done with it. */
export function HeardAs({ chips, busy, onSend, onEdit }: HeardAsProps) {
  const [opened, setOpened] = useState<{ chip: HeardChip; anchor: HTMLElement } | null>(null);
  if (chips.length === 0) return null;
  return (
    <div className={styles.heard} role="group" aria-label="Heard as">
      <span>Heard as</span>
      {chips.map((chip) => (
        <button
          key={`${chip.key} ${chip.label}`}
          type="button"
          aria-haspopup="menu"
          aria-expanded={opened?.chip === chip}
          onClick={(event) => setOpened({ chip, anchor: event.currentTarget })}
        >
          <span>{inWords(chip.label)}</span>
        </button>
      ))}
      <Menu label={`Change “${opened?.chip.label ?? ""}”`} items={opened ? editsOf(opened.chip) : []} align="start" anchor={opened?.anchor ?? null} onClose={() => setOpened(null)} />
    </div>
  );

  function editsOf({ remove }: HeardChip): MenuItem[] {
    const without = remove ? [{ label: "Leave this out", note: `Asks for “${remove}”`, disabled: busy, onSelect: () => onSend(remove) }] : [];
    return [...without, { label: "Say it differently", disabled: busy, onSelect: onEdit }];
  }
}
