/** Short confirmations, with undo where there is something to undo. One at a time; the last one wins. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { IconButton } from "./Button";
import styles from "./toast.module.css";

export interface Toast {
  message: string;
  /** Offers "Undo" for as long as the toast stands. */
  undo?: () => void;
  tone?: "plain" | "bad";
}

type Show = (toast: Toast) => void;

const SECONDS = { plain: 5, withUndo: 10 };
const ToastContext = createContext<Show>(() => {
  throw new Error("useToast needs a ToastProvider above it");
});

export const useToast = (): Show => use(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<(Toast & { id: number }) | null>(null);
  const [held, setHeld] = useState(false);
  const show = useCallback<Show>((toast) => setShown((last) => ({ ...toast, id: (last?.id ?? 0) + 1 })), []);
  const close = () => setShown(null);

  useEffect(() => {
    if (!shown || held) return;
    const timer = setTimeout(close, 1_000 * (shown.undo ? SECONDS.withUndo : SECONDS.plain));
    return () => clearTimeout(timer);
  }, [shown, held]);

  const hold = useMemo(() => {
    const start = () => setHeld(true);
    const end = () => setHeld(false);
    return { onMouseEnter: start, onMouseLeave: end, onFocus: start, onBlur: end };
  }, []);

  return (
    <ToastContext value={show}>
      {children}
      <div className={styles.place} role="status" aria-live="polite">
        {shown && (
          <div key={shown.id} className={`${styles.toast} ${shown.tone === "bad" ? styles.bad : ""}`} {...hold}>
            <span>{shown.message}</span>
            {shown.undo && (
              <button
                type="button"
                className={styles.undo}
                onClick={() => {
                  shown.undo?.();
                  close();
                }}
              >
                Undo
              </button>
            )}
            <IconButton icon="close" label="Dismiss" onClick={close} size={18} />
          </div>
        )}
      </div>
    </ToastContext>
  );
}
