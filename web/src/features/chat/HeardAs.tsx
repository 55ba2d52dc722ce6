import { useState } from "react";
import { Menu } from "@/components/Menu";
import { editsOf } from "./heard";
import type { HeardChip } from "./messages";
import styles from "./HeardAs.module.css";

export interface HeardAsProps {
  chips: readonly HeardChip[];
  busy: boolean;
  onSend: (text: string) => void;
  onPrepare: (text: string) => void;
}

/** The parts of the request as they were heard; each opens what can be done with it. */
export function HeardAs({ chips, busy, onSend, onPrepare }: HeardAsProps) {
  const [opened, setOpened] = useState<{ chip: HeardChip; anchor: HTMLElement } | null>(null);
  if (chips.length === 0) return null;
  const items = opened
    ? editsOf(opened.chip).map(({ label, text, send }) => ({ label, note: text.trimEnd(), disabled: busy && send, onSelect: () => (send ? onSend(text) : onPrepare(text)) }))
    : [];
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
          <span>{chip.label}</span>
        </button>
      ))}
      <Menu label={`Change “${opened?.chip.label ?? ""}”`} items={items} anchor={opened?.anchor ?? null} onClose={() => setOpened(null)} />
    </div>
  );
}
