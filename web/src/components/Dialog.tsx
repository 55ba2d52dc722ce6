import { lazy, Suspense, useState, type ReactNode } from "react";

const MuiDialog = lazy(() => import("./mui/MuiDialog"));

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the foot, the main one first. */
  actions?: ReactNode;
  /** No visible heading: the title is the accessible name only. */
  bare?: boolean;
}

/** A modal: a sheet on phones, a card elsewhere. Loaded when first opened. */
export function Dialog(props: DialogProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <MuiDialog {...props} />
    </Suspense>
  ) : null;
}
