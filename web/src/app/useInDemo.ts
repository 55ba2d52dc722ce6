import { useEffect } from "react";
import { useAccount } from "@/api/account";

const KEY = "echotune.demo";

/** Whether the demo is shown. Until the account has loaded, what this tab knew last: so the banner keeps its place over a reload. */
export function useInDemo(): boolean {
  const kind = useAccount().data?.kind;
  useEffect(() => {
    if (kind) sessionStorage.setItem(KEY, String(kind === "demo"));
  }, [kind]);
  return kind ? kind === "demo" : sessionStorage.getItem(KEY) === "true";
}
