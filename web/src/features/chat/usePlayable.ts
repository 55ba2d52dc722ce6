import { useAccount } from "@/api/account";

/** Whether Spotify knows the tracks of this account: those of the demo are made up. */
export const usePlayable = (): boolean => useAccount().data?.kind !== "demo";
