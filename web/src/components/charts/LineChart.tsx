import { count } from "@/lib/format";
import { AxisWords, PointLabel, type BarChartProps } from "./BarChart";
import styles from "./charts.module.css";
import { layoutLines } from "./lines";
import { usePointing } from "./usePointing";
import { useWidth } from "./useWidth";

export interface LineChartProps extends Omit<BarChartProps, "highlight"> {
  /** The curve's own name, beside its end when there is a comparison. */
  name?: string | null;
}

/** A curve over time with its last value written at its end. */
export function LineChart({ label, points, comparison, comparisonLabel, name, height, format = count }: LineChartProps) {
  const [ref, width] = useWidth();
  const layout = layoutLines({ values: points.map((point) => point.value), comparison, width, height, format });
  const step = (layout.right - layout.left) / Math.max(1, points.length - 1);
  const { at, pointed, props } = usePointing({
    label,
    length: points.length,
    rest: points.length - 1,
    describe: (index) => `${points[index]?.name ?? ""}: ${points[index]?.reading ?? ""}`,
    nearest: (x) => Math.min(points.length - 1, Math.max(0, Math.round((x - layout.left) / step))),
  });
  const place = at === null ? null : layout.points[at];
  const read = at === null ? null : points[at];
  const last = layout.points.at(-1);
  const lastBefore = layout.referencePoints.at(-1);
  const beforeValue = (comparison ?? []).slice(0, points.length).findLast((value) => value !== null);
  const apart = last && lastBefore ? spread(last.y, lastBefore.y) : null;
  return (
    <div ref={ref} className={styles.box} style={{ height: layout.height }} {...props}>
      {width > 0 && last && (
        <svg className={styles.drawing} width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
          {layout.ticks.map((tick) => (
            <g key={tick.value}>
              <line x1={layout.left} x2={layout.right} y1={tick.y} y2={tick.y} className={styles.grid} />
              <text x={layout.left - 8} y={tick.y + 4} className={`${styles.axis} ${styles.end}`}>
                {format(tick.value)}
              </text>
            </g>
          ))}
          <polygon points={layout.area} className={styles.area} />
          {layout.reference && <polyline points={layout.reference} className={styles.reference} />}
          <polyline points={layout.curve} className={styles.curve} />
          <line x1={layout.left} x2={layout.right} y1={layout.base + 0.5} y2={layout.base + 0.5} className={styles.base} />
          <AxisWords words={points.map((point) => point.tick)} at={layout.points.map((point) => point.x)} y={layout.base + 24} right={width} />
          {pointed && place && <line x1={place.x} x2={place.x} y1={32} y2={layout.base} className={styles.plumb} />}
          <circle cx={place?.x ?? last.x} cy={place?.y ?? last.y} r="4" className={`${styles.dot} ${pointed ? styles.point : ""}`} />
          <text x={layout.right + 10} y={(apart?.own ?? last.y) + 5} className={styles.label}>
            {format(points.at(-1)?.value ?? 0)}
          </text>
          {apart && beforeValue != null && (
            <text x={layout.right + 10} y={apart.other + 4} className={styles.axis}>
              {format(beforeValue)}
            </text>
          )}
          {!pointed && <Names layout={layout} name={name} comparisonLabel={comparisonLabel} />}
          {pointed && read && place && <PointLabel name={read.name} reading={read.reading} x={place.x} left={layout.left} right={width} />}
        </svg>
      )}
    </div>
  );
}

/** Two labels at the right edge stay 18 px apart. */
function spread(own: number, other: number): { own: number; other: number } {
  const gap = 18;
  if (Math.abs(own - other) >= gap) return { own, other };
  const middle = (own + other) / 2;
  return own <= other ? { own: middle - gap / 2, other: middle + gap / 2 } : { own: middle + gap / 2, other: middle - gap / 2 };
}

/** Direct labels instead of a legend: each on the outer side of its curve. */
function Names({ layout, name, comparisonLabel }: { layout: ReturnType<typeof layoutLines>; name?: string | null; comparisonLabel?: string | null }) {
  if (!name || !comparisonLabel || layout.referencePoints.length < 3) return null;
  const pick = Math.floor(layout.referencePoints.length * 0.6);
  const before = layout.referencePoints[pick];
  const own = layout.points[pick];
  if (!before || !own || Math.abs(before.y - own.y) < 14) return null;
  const ownAbove = own.y < before.y;
  return (
    <>
      <text x={own.x - 8} y={own.y + (ownAbove ? -10 : 20)} className={`${styles.label} ${styles.end}`}>
        {name}
      </text>
      <text x={before.x + 8} y={before.y + (ownAbove ? 20 : -10)} className={styles.axis}>
        {comparisonLabel}
      </text>
    </>
  );
}
