import { lazy, Suspense, useState, type ReactNode } from "react";
import { usePhone } from "@/lib/media";
import { Sheet } from "./Sheet";

const MuiPopover = lazy(() => import("./mui/MuiPopover"));

export interface PopoverProps {
  /** Open while there is one; it stands above it. */
  anchor: HTMLElement | null;
  onClose: () => void;
  label: string;
  children: ReactNode;
}

/** A small panel over its button; on a phone a sheet. Holds the focus and gives it back. Loaded when first opened. */
export function Popover(props: PopoverProps) {
  const phone = usePhone();
  const [wanted, setWanted] = useState(props.anchor !== null);
  if (props.anchor && !wanted) setWanted(true);
  if (!wanted) return null;
  if (phone) {
    return (
      <Sheet open={props.anchor !== null} onClose={props.onClose} label={props.label}>
        {props.children}
      </Sheet>
    );
  }
  return (
    <Suspense fallback={null}>
      <MuiPopover {...props} />
    </Suspense>
  );
}
