/** What stands beside a page: the right rail from 1200 px on, a sheet below. */
import { createContext, use, useLayoutEffect, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useWide } from "@/lib/media";
import { Sheet } from "./Sheet";

interface RailPlace {
  element: HTMLElement | null;
  /** Asks the frame for the third column; returns how to give it back. */
  claim: () => () => void;
}

export const RailContext = createContext<RailPlace>({ element: null, claim: () => () => undefined });

/** Content of the right rail. Draws nothing below 1200 px: use SidePanel for what must be reachable there too. */
export function Rail({ children }: { children: ReactNode }) {
  const { element, claim } = use(RailContext);
  const wide = useWide();
  useLayoutEffect(() => (wide ? claim() : undefined), [claim, wide]);
  return wide && element ? createPortal(children, element) : null;
}

export interface SidePanelProps {
  open: boolean;
  onClose: () => void;
  label: string;
  children: ReactNode;
}

export function SidePanel({ open, onClose, label, children }: SidePanelProps) {
  const wide = useWide();
  if (wide) return open ? <Rail>{children}</Rail> : null;
  return (
    <Sheet open={open} onClose={onClose} label={label}>
      {children}
    </Sheet>
  );
}
