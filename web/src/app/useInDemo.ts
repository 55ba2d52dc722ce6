import { useEffect } from "react";
import { useAccount } from "@/api/account";

const KEY = "echotune.demo";

/** Whether the demo is shown. Until the account has loaded, what this browser knew last; undefined where it knows nothing yet. */
export function useInDemo(): boolean | undefined {
  const account = useAccount();
  const kind = account.data?.kind;
  useEffect(() => {
    if (kind) localStorage.setItem(KEY, String(kind === "demo"));
  }, [kind]);
  if (kind) return kind === "demo";
  const known = localStorage.getItem(KEY);
  return known === null && !account.isError ? undefined : known === "true";
}
