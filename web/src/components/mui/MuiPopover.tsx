import Popover, { type PopoverActions } from "@mui/material/Popover";
import { useCallback, useRef } from "react";
import type { PopoverProps } from "../Popover";
import { Themed } from "./Themed";
import styles from "./overlays.module.css";

export default function MuiPopover({ anchor, onClose, label, children }: PopoverProps) {
  const place = useRef<PopoverActions>(null);
  /** It stands on its button: what makes it taller moves its upper edge. */
  const grow = useCallback((content: HTMLElement | null) => {
    if (!content || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => place.current?.updatePosition());
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return (
    <Themed>
      <Popover
        action={place}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={onClose}
        anchorOrigin={{ vertical: "top", horizontal: "right" }}
        transformOrigin={{ vertical: "bottom", horizontal: "right" }}
        slotProps={{ paper: { role: "dialog", "aria-modal": true, "aria-label": label, className: styles.popover } }}
      >
        <div ref={grow}>{children}</div>
      </Popover>
    </Themed>
  );
}
