import { isOver } from "@/api/imports";
import { useTaste } from "@/api/taste";
import type { Import } from "@/api/types";
import { Rings } from "@/components/Rings";
import { useWide } from "@/lib/media";
import type { RingPeriod } from "@/lib/rings";
import { count } from "@/lib/format";
import styles from "./ImportPage.module.css";

// Hour labels keep 12 px at the smallest width of each layout.
const DISC_PX = { wide: 400, narrow: 288 };

/** Years that the files' names promise but that are not read yet: they get their grooves at once, so that rings only ever fill. */
function withYearsToCome({ rings, files }: Import): RingPeriod[] {
  const last = Number(rings.at(-1)?.label);
  const promised = Math.max(...files.flatMap(({ name, label }) => [...`${name} ${label}`.matchAll(/\b(?:19|20)\d\d\b/g)].map(([year]) => Number(year))));
  if (!Number.isInteger(last) || !Number.isFinite(promised) || promised <= last) return rings;
  return [...rings, ...Array.from({ length: promised - last }, (_, index) => ({ label: String(last + 1 + index), plays: 0 }))];
}

function title({ rings, currentYear, status }: Import): string {
  const years = rings.filter(({ plays }) => plays > 0).map(({ label, plays }) => `${label}: ${count(plays)}`);
  const so = years.length ? `Plays by year so far, ${years.join(", ")}` : "No year is read yet";
  return status === "running" && currentYear ? `${so}; reading ${currentYear}` : so;
}

/** The rings fill year by year; the one being read is ember. Once all is read, the sound of the years is known and colours them. */
export function ImportRings({ current }: { current: Import }) {
  const size = useWide() ? DISC_PX.wide : DISC_PX.narrow;
  const over = isOver(current.status);
  const taste = useTaste({ enabled: current.status === "done" });
  const periods = over ? (taste.data?.rings ?? current.rings) : withYearsToCome(current);
  const now = over ? -1 : periods.findIndex(({ label }) => label === String(current.currentYear));
  return (
    <div className={styles.disc}>
      <Rings periods={periods} clock size={size} now={now} title={title(current)} />
    </div>
  );
}
