import styles from "./charts.module.css";
import { dotAt, HOURS, layoutDots, WEEKDAYS } from "./dots";
import { usePointing } from "./usePointing";
import { useWidth } from "./useWidth";

export interface DotsChartProps {
  label: string;
  /** 168 numbers, Monday 0:00 first. */
  values: readonly number[];
  highlight: number | null;
  unit?: string;
}

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** Weekday by hour; a larger dot is more. The circled one is pointed at, else the largest. */
export function DotsChart({ label, values, highlight, unit = "plays" }: DotsChartProps) {
  const [ref, width] = useWidth();
  const layout = layoutDots(values, width);
  const say = (index: number) => {
    const hour = index % HOURS;
    return { when: `${WEEKDAYS[Math.floor(index / HOURS)] ?? ""} ${clock(hour)} to ${clock((hour + 1) % HOURS)}`, reading: `${(values[index] ?? 0).toLocaleString("en-GB")} ${unit}` };
  };
  const { at, pointed, props } = usePointing({
    label,
    length: values.length,
    rest: highlight,
    rowLength: HOURS,
    describe: (index) => `${say(index).when}: ${say(index).reading}`,
    nearest: (x, y) => dotAt(layout, x, y),
  });
  const circled = at === null ? null : layout.dots[at];
  const words = at === null ? null : say(at);
  const hours = width < 480 ? [0, 6, 12, 18] : [0, 6, 12, 18, 23];
  return (
    <div ref={ref} className={styles.box} style={{ height: layout.height }} {...props}>
      {width > 0 && (
        <svg className={styles.drawing} width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
          {words && (
            <text x={layout.left} y={14} className={styles.label}>
              {words.when}
              <tspan dx="8">{words.reading}</tspan>
            </text>
          )}
          {WEEKDAYS.map((day, index) => (
            <text key={day} x={0} y={layout.top + index * layout.row + layout.row / 2 + 4} className={styles.axis}>
              {day.slice(0, 3)}
            </text>
          ))}
          {layout.dots.map((dot, index) =>
            dot.radius ? (
              <circle key={index} cx={dot.cx} cy={dot.cy} r={dot.radius} className={styles.heat} style={{ "--v": `${Math.round(28 + 72 * dot.share)}%` }} />
            ) : null,
          )}
          {circled && <circle cx={circled.cx} cy={circled.cy} r={(pointed ? Math.max(circled.radius, 3) : layout.largest) + 2} className={styles.ring} />}
          {hours.map((hour) => (
            <text key={hour} x={layout.left + (hour + 0.5) * layout.step} y={layout.height - 8} className={`${styles.axis} ${styles.middle}`}>
              {String(hour).padStart(2, "0")}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
