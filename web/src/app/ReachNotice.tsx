import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { reachability } from "@/api/reachability";
import { request } from "@/api/client";
import { keys } from "@/api/queries";
import type { Account } from "@/api/types";
import styles from "./notices.module.css";

const ASK_AGAIN_MS = 3_000;

/** While the server does not answer: says so, keeps asking, and brings the page up to date when it is back. */
export function ReachNotice() {
  const reachable = useSyncExternalStore(reachability.subscribe, reachability.isReachable);
  const client = useQueryClient();

  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => {
      request<Account>("/api/account").then(
        (account) => {
          client.setQueryData(keys.account, account);
          void client.invalidateQueries();
        },
        () => undefined, // still away: the notice stands, the next tick asks again
      );
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [client, reachable]);

  return (
    <div className={styles.reach} role="status">
      {!reachable && (
        <p>
          <b>EchoTune does not answer.</b> Its server may be stopped. What is on this page stays; it goes on by itself when the server is back.
        </p>
      )}
    </div>
  );
}
