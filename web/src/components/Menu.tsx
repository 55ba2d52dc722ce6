import { lazy, Suspense, useState, type ComponentProps } from "react";
import { IconButton } from "./Button";
import type { IconName } from "./Icon";

const MuiMenu = lazy(() => import("./mui/MuiMenu"));

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: IconName;
  /** A second, muted line. */
  note?: string;
  danger?: boolean;
  disabled?: boolean;
  /** For one-of-several menus: draws a check mark. */
  checked?: boolean;
}

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  anchor: HTMLElement | null;
  onClose: () => void;
  /** Which edge of the anchor it keeps to; "end" where nothing is said. */
  align?: "start" | "end";
}

/** A menu at an anchor; open while there is one. Loaded when first opened. */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(props.anchor !== null);
  if (props.anchor && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <MuiMenu {...props} />
    </Suspense>
  ) : null;
}

/** An icon button that opens a menu. */
export function MenuButton({ items, label, ...button }: Omit<ComponentProps<typeof IconButton>, "onClick"> & { items: readonly MenuItem[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton label={label} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} {...button} />
      <Menu label={label} items={items} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
}
