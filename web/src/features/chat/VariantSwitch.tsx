import { IconButton } from "@/components/Button";
import type { Variants } from "./messages";
import styles from "./Turn.module.css";

/** "2/3": earlier wordings of a request, or earlier answers to it. */
export function VariantSwitch({ what, variants, onShow }: { what: "request" | "answer"; variants: Variants; onShow: (messageId: string) => void }) {
  const { number, messageIds } = variants;
  const go = (to: number) => {
    const messageId = messageIds[to - 1];
    if (messageId) onShow(messageId);
  };
  return (
    <div className={styles.variants} role="group" aria-label={`Versions of this ${what}`}>
      <IconButton icon="left" label={`Earlier ${what}`} size={18} disabled={number <= 1} onClick={() => go(number - 1)} />
      <span className="num">
        {number}/{messageIds.length}
      </span>
      <IconButton icon="right" label={`Later ${what}`} size={18} disabled={number >= messageIds.length} onClick={() => go(number + 1)} />
    </div>
  );
}
