import { useId, type CSSProperties } from "react";
import type { TimeSpan } from "@/api/types";
import { count, date } from "@/lib/format";
import { dayNumber, dayText, isDay, placeAmong } from "./days";
import styles from "./TimeMachine.module.css";

/** The listener's years as bars of months: what was known on the day is filled, what was still to come is hollow. */
export function Scrubber({ span, day, onTravel }: { span: TimeSpan; day: string; onTravel: (day: string) => void }) {
  const field = useId();
  const { months } = span;
  const most = Math.max(1, ...months.map(({ plays }) => plays));
  const place = placeAmong(months, day) / Math.max(1, months.length);
  const before = months.filter(({ month }) => month < day.slice(0, 7)).reduce((sum, { plays }) => sum + plays, 0);
  const years = months.flatMap(({ month }, index) => (month.endsWith("-01") ? [{ year: month.slice(0, 4), index }] : []));
  const every = Math.ceil(years.length / 8);
  return (
    <div className={styles.scrubber} style={{ "--months": months.length, "--at": place } as CSSProperties}>
      <div className={styles.years}>
        <div className={styles.bars} aria-hidden="true">
          {months.map(({ month, plays }) => (
            <i key={month} data-later={month > day.slice(0, 7) || undefined} style={{ "--h": plays / most } as CSSProperties} />
          ))}
          <b className={styles.now} />
        </div>
        <input
          type="range"
          aria-label="Day"
          aria-valuetext={`${date(day)}, after about ${count(before)} plays`}
          min={dayNumber(span.first)}
          max={dayNumber(span.last)}
          step={1}
          value={dayNumber(day)}
          onChange={(event) => onTravel(dayText(event.target.valueAsNumber))}
        />
        <div className={styles.ticks} aria-hidden="true">
          {years
            .filter((_, index) => index % every === 0)
            .map(({ year, index }) => (
              <span key={year} style={{ "--x": index / months.length } as CSSProperties}>
                {year}
              </span>
            ))}
        </div>
      </div>
      <p className={`tiny muted ${styles.legend}`}>Plays a month. Filled is what was known on that day, hollow was still to come.</p>
      <div className={styles.pick}>
        <label htmlFor={field}>Date</label>
        <input id={field} type="date" min={span.first} max={span.last} value={day} onChange={(event) => isDay(event.target.value) && event.target.value >= span.first && event.target.value <= span.last && onTravel(event.target.value)} />
      </div>
    </div>
  );
}
