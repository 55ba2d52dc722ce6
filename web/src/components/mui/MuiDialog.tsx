import Dialog from "@mui/material/Dialog";
import { useId } from "react";
import { IconButton } from "../Button";
import type { DialogProps } from "../Dialog";
import { Themed } from "./Themed";
import styles from "./overlays.module.css";

export default function MuiDialog({ open, onClose, title, children, actions, bare }: DialogProps) {
  const heading = useId();
  return (
    <Themed>
      <Dialog open={open} onClose={onClose} aria-labelledby={heading}>
        {bare ? (
          <h2 id={heading} className="sr">
            {title}
          </h2>
        ) : (
          <div className={styles.head}>
            <h2 id={heading} className={styles.title}>
              {title}
            </h2>
            <IconButton icon="close" label="Close" onClick={onClose} />
          </div>
        )}
        <div className={styles.content}>{children}</div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </Dialog>
    </Themed>
  );
}
