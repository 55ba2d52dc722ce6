import Drawer from "@mui/material/Drawer";
import type { SheetProps } from "../Sheet";
import { Themed } from "./Themed";
import styles from "./overlays.module.css";

export default function MuiSheet({ open, onClose, label, children }: SheetProps) {
  return (
    <Themed>
      <Drawer anchor="bottom" open={open} onClose={onClose} slotProps={{ paper: { role: "dialog", "aria-modal": true, "aria-label": label } }}>
        <div className={styles.grab} />
        <div className={styles.sheet}>{children}</div>
      </Drawer>
    </Themed>
  );
}
