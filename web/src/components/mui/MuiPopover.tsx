import Popover from "@mui/material/Popover";
import type { PopoverProps } from "../Popover";
import { Themed } from "./Themed";
import styles from "./overlays.module.css";

export default function MuiPopover({ anchor, onClose, label, children }: PopoverProps) {
  return (
    <Themed>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={onClose}
        anchorOrigin={{ vertical: "top", horizontal: "right" }}
        transformOrigin={{ vertical: "bottom", horizontal: "right" }}
        slotProps={{ paper: { role: "dialog", "aria-modal": true, "aria-label": label, className: styles.popover } }}
      >
        {children}
      </Popover>
    </Themed>
  );
}
