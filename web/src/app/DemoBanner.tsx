import { useNavigate } from "react-router";
import { useSwitchAccount } from "@/api/account";
import { useToast } from "@/components/toast";
import { sentenceOf } from "@/components/states";
import styles from "./notices.module.css";

/** Says what is on screen is generated, and leaves it. Nothing of it is ever mixed with a listener's own plays. */
export function DemoBanner() {
  const navigate = useNavigate();
  const leave = useSwitchAccount(() => void navigate("/"));
  const toast = useToast();
  return (
    <aside className={styles.banner} aria-label="Demo">
      <span>
        <span className={styles.roomy}>You are looking at </span>demo data<span className={styles.wide}>: generated plays of nobody</span>.
      </span>
      <button
        type="button"
        disabled={leave.isPending}
        onClick={() => leave.mutate("local", { onError: (error) => toast({ message: sentenceOf(error), tone: "bad" }) })}
      >
        Leave the demo
      </button>
    </aside>
  );
}
