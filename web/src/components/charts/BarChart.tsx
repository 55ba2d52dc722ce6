import { count } from "@/lib/format";
import { layoutBars } from "./bars";
import styles from "./charts.module.css";
import { anchored, fitted, wordPx } from "./scale";
import { usePointing } from "./usePointing";
import { useWidth } from "./useWidth";

export interface ChartPoint {
  value: number;
  /** "17 to 23 August": names the point in its label. */
  name: string;
  /** "412 plays, 22.8 h" */
  reading: string;
  /** The word under the axis, where this point begins one. */
  tick?: string | null;
}

export interface BarChartProps {
  label: string;
  points: readonly ChartPoint[];
  comparison?: readonly (number | null)[] | null;
  comparisonLabel?: string | null;
  highlight: number | null;
  /** How a value stands on the axis. */
  format?: (value: number) => string;
  height?: number;
}

const LETTER_PX = 7.4; // of the 14 px label, on the wide side: it must not leave the drawing

/** Bars over time; ember is the one that is pointed at, by pointer, by keyboard, else by the highlight. */
export function BarChart({ label, points, comparison, comparisonLabel, highlight, format = count, height }: BarChartProps) {
  const [ref, width] = useWidth();
  const layout = layoutBars({ values: points.map((point) => point.value), comparison, nameWidth: wordPx(comparisonLabel ?? ""), width, height, format });
  const { at, props } = usePointing({
    label,
    length: points.length,
    rest: highlight,
    describe: (index) => `${points[index]?.name ?? ""}: ${points[index]?.reading ?? ""}`,
    nearest: (x) => (x < layout.left ? null : Math.min(points.length - 1, Math.floor((x - layout.left) / layout.step))),
  });
  const pointed = at === null ? null : points[at];
  const place = at === null ? null : layout.bars[at];
  return (
    <div ref={ref} className={styles.box} style={{ height: layout.height }} {...props}>
      {width > 0 && (
        <svg className={styles.drawing} width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
          {layout.ticks.map((tick) => (
            <g key={tick.value}>
              <line x1={layout.left} x2={width} y1={tick.y} y2={tick.y} className={styles.grid} />
              <text x={layout.left - 8} y={tick.y + 4} className={`${styles.axis} ${styles.end}`}>
                {format(tick.value)}
              </text>
            </g>
          ))}
          {layout.bars.map((bar, index) => (
            <rect
              key={index}
              x={bar.x}
              y={bar.y}
              width={bar.width}
              height={bar.height}
              rx={Math.min(2, bar.width / 2)}
              className={`${styles.bar} ${index === at ? styles.point : ""}`}
            />
          ))}
          {layout.reference && <polyline points={layout.reference} className={styles.reference} />}
          {comparisonLabel && layout.referenceName && (
            <text x={layout.referenceName.x} y={layout.referenceName.y} className={`${styles.axis} ${styles.over} ${styles.middle}`}>
              {comparisonLabel}
            </text>
          )}
          <line x1={layout.left} x2={width} y1={layout.base + 0.5} y2={layout.base + 0.5} className={styles.base} />
          <AxisWords words={points.map((point) => point.tick)} at={layout.bars.map((bar) => bar.x + 1)} y={layout.base + 24} right={width} />
          {pointed && place && <PointLabel name={pointed.name} reading={pointed.reading} x={place.middle} left={layout.left} right={width} />}
        </svg>
      )}
    </div>
  );
}

/** The pointed point in words, above the drawing; the second half is muted. */
export function PointLabel({ name, reading, x, left, right }: { name: string; reading: string; x: number; left: number; right: number }) {
  const place = anchored(x, (name.length + reading.length + 1) * LETTER_PX, left, right);
  return (
    <text x={place.x} y={20} className={`${styles.label} ${styles[place.anchor]}`}>
      {name}
      <tspan dx="8">{reading}</tspan>
    </text>
  );
}

/** Words under a time axis; those that would touch the one before, or leave the drawing, are left out. */
export function AxisWords({ words, at, y, right }: { words: readonly (string | null | undefined)[]; at: readonly number[]; y: number; right: number }) {
  return fitted(words, at, right).map((index) => (
    <text key={index} x={at[index]} y={y} className={styles.axis}>
      {words[index]}
    </text>
  ));
}
