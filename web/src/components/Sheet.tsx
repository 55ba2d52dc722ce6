import { lazy, Suspense, useState, type ReactNode } from "react";

const MuiSheet = lazy(() => import("./mui/MuiSheet"));

export interface SheetProps {
  open: boolean;
  onClose: () => void;
  label: string;
  children: ReactNode;
}

/** A panel from the bottom edge: holds the focus, closes by Esc, by the scrim and by its own buttons. Loaded when first opened. */
export function Sheet(props: SheetProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <MuiSheet {...props} />
    </Suspense>
  ) : null;
}
