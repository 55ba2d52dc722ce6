import type { ComponentProps, ReactNode } from "react";
import styles from "./Chip.module.css";

export function Chip({ className = "", ...rest }: ComponentProps<"button">) {
  return <button type="button" className={`${styles.chip} ${className}`} {...rest} />;
}

/** Chips wrap; `scroll` keeps them on one line of a phone, bleeding to its edges. */
export function Chips({ children, scroll, label }: { children: ReactNode; scroll?: boolean; label?: string }) {
  const naming = label ? { role: "group", "aria-label": label } : {};
  return (
    <div className={`${styles.chips} ${scroll ? styles.scroll : ""}`} {...naming}>
      {children}
    </div>
  );
}
