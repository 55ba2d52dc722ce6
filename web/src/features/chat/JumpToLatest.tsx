import { Button } from "@/components/Button";
import styles from "./JumpToLatest.module.css";

export function JumpToLatest({ shown, onJump }: { shown: boolean; onJump: () => void }) {
  if (!shown) return null;
  return (
    <div className={styles.place}>
      <Button icon="down" className={styles.jump} onClick={onJump}>
        Jump to latest
      </Button>
    </div>
  );
}
