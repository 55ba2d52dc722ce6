import { Dialog } from "@/components/Dialog";
import { useShortcutList } from "@/lib/shortcuts";
import styles from "./keys.module.css";

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const spell = (keys: string) => keys.split("+").map((key) => (key === "mod" ? (MAC ? "⌘" : "Ctrl") : key.toUpperCase()));

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const shortcuts = useShortcutList();
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <dl className={styles.keys}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {spell(keys).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small muted" style={{ marginTop: 16 }}>
        Single-letter keys can be turned off in the settings.
      </p>
    </Dialog>
  );
}
