import { memo } from "react";
import { drawRings, type RingPeriod, type RingsOptions } from "@/lib/rings";
import styles from "./Rings.module.css";

export interface RingsProps extends RingsOptions {
  periods: readonly RingPeriod[];
  /** The accessible name; without it the picture is decorative. */
  title?: string;
  /** The rings draw themselves once, oldest first. */
  settle?: boolean;
  className?: string;
}

/** The echo rings as an SVG that fills its box. Give `size` in px wherever it is small, so that rings fold together. */
export const Rings = memo(function Rings({ periods, title, settle, className, ...options }: RingsProps) {
  const drawing = drawRings(periods, options);
  const { x, y } = drawing.centre;
  const names = [styles.rings, options.form === "sleeve" ? "" : styles.mark, settle ? styles.settle : "", className];
  const groove = drawing.neverPlayed ? `${styles.groove} ${styles.silent}` : styles.groove;
  const naming = title ? { role: "img", "aria-label": title } : { "aria-hidden": true };
  return (
    <svg className={names.filter(Boolean).join(" ")} viewBox="0 0 1 1" {...naming}>
      {drawing.ground && <rect width="1" height="1" style={{ fill: drawing.ground }} />}
      {drawing.grooves.map((radius) => (
        <circle key={radius} cx={x} cy={y} r={radius} className={groove} />
      ))}
      {drawing.echoes.map(({ path, width, colour, index }) => (
        <path key={index} d={path} strokeWidth={width} pathLength={settle ? 1 : undefined} className={styles.echo} style={{ stroke: colour, "--i": index }} />
      ))}
      {drawing.hours.map((hour) => (
        <text key={hour.text} x={hour.x} y={hour.y} fontSize={drawing.letter} className={styles.hour}>
          {hour.text}
        </text>
      ))}
    </svg>
  );
});

/** A square cover drawn from its plays. The box gives the width: set it by the class. */
export function Sleeve({ periods, size, className = "" }: { periods: readonly RingPeriod[]; size: number; className?: string }) {
  return (
    <span className={`${styles.cover} ${className}`} style={{ width: size }}>
      <Rings periods={periods} form="sleeve" size={size} />
    </span>
  );
}
