import { Link } from "react-router";
import type { Import } from "@/api/types";
import styles from "./Landing.module.css";

/** Someone comes back while their history is being read. */
export function RunningImport({ running }: { running: Import }) {
  return (
    <p className={styles.hint}>
      Your history is being read, {Math.round(running.percent)} % so far.{" "}
      <Link className="link" to={`/import/${running.importId}`}>
        See how it goes
      </Link>
    </p>
  );
}
