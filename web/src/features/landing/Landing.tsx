import type { Account } from "@/api/types";

export function Landing({ account }: { account: Account }) {
  return <main className="page">{account.displayName}</main>;
}
