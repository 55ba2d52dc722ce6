import { useId, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import type { Record } from "./period";
import styles from "./Insights.module.css";

export interface CustomPeriodProps {
  open: boolean;
  record: Record;
  from?: string;
  to?: string;
  onClose: () => void;
  onChoose: (from: string, to: string) => void;
}

export function CustomPeriod({ open, record, from, to, onClose, onChoose }: CustomPeriodProps) {
  const form = useId();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Which days?"
      actions={
        <>
          <Button tone="solid" type="submit" form={form}>
            Show these days
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <Days id={form} record={record} from={from ?? record.first} to={to ?? record.last} onChoose={onChoose} />
    </Dialog>
  );
}

function Days({ id, record, from, to, onChoose }: { id: string; record: Record; from: string; to: string; onChoose: (from: string, to: string) => void }) {
  const [first, setFirst] = useState(from);
  const [last, setLast] = useState(to);
  const wrong = !first || !last || first > last;
  return (
    <form
      id={id}
      className={styles.days}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onChoose(first, last);
      }}
    >
      <label>
        First day
        <input type="date" required min={record.first} max={record.last} value={first} onChange={(event) => setFirst(event.target.value)} />
      </label>
      <label>
        Last day
        <input type="date" required min={record.first} max={record.last} value={last} aria-describedby={`${id}-wrong`} onChange={(event) => setLast(event.target.value)} />
      </label>
      <p id={`${id}-wrong`} className={styles.wrong} role="status">
        {wrong && first && last ? "The last day comes before the first." : ""}
      </p>
    </form>
  );
}
