import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { Icon } from "../Icon";
import type { MenuProps } from "../Menu";
import { Themed } from "./Themed";
import styles from "./overlays.module.css";

export default function MuiMenu({ label, items, anchor, onClose, align = "end" }: MenuProps) {
  const edge = align === "end" ? "right" : "left";
  return (
    <Themed>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={onClose}
        anchorOrigin={{ vertical: "bottom", horizontal: edge }}
        transformOrigin={{ vertical: "top", horizontal: edge }}
        slotProps={{ list: { "aria-label": label } }}
      >
        {items.map((item) => {
          const choosing = item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": item.checked };
          return (
            <MenuItem
              key={item.label}
              disabled={item.disabled}
              className={item.danger ? styles.danger : undefined}
              onClick={() => {
                onClose();
                item.onSelect();
              }}
              {...choosing}
            >
              {item.icon && <Icon name={item.icon} size={18} />}
              <span className={styles.item}>
                {item.label}
                {item.note && <span className="tiny muted">{item.note}</span>}
              </span>
              {item.checked && <Icon name="check" size={16} />}
            </MenuItem>
          );
        })}
      </Menu>
    </Themed>
  );
}
