import type { Health } from "@/api/types";
import styles from "./HealthMark.module.css";

/** A shape for each state, so that its colour says nothing alone: full, half, crossed, hollow, dashed. */
const SHAPES: Record<Health | "off", string> = {
  good: "M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
  slow: "M2.6 6a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0M6 2.6v6.8a3.4 3.4 0 0 0 0-6.8z",
  failing: "M3 3l6 6M9 3l-6 6",
  unknown: "M2.6 6a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0",
  off: "M2.6 6h6.8",
};

/** Decorative: the words stand beside it. */
export function HealthMark({ state }: { state: Health | "off" }) {
  return (
    <svg className={`${styles.mark} ${styles[state]}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={SHAPES[state]} />
    </svg>
  );
}
