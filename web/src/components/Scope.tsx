import type { ReactNode } from "react";

/** The line that says where numbers come from: counts, dates, zone, counting rule. */
export function Scope({ children }: { children: ReactNode }) {
  return (
    <p className="tiny muted num" style={{ textWrap: "pretty" }}>
      {children}
    </p>
  );
}
