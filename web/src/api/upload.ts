/** Sending an export: how much has left this browser, and the way to stop it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useSwitchAccount } from "./account";
import { sendFiles } from "./imports";
import { keys } from "./queries";

export interface Upload {
  send: (files: readonly File[]) => void;
  cancel: () => void;
  pending: boolean;
  /** 0..1 */
  sent: number;
  error: Error | null;
}

/** An export always goes to the listener's own account: from the demo, that account is shown first. */
export function useUpload({ fromDemo, onAccepted }: { fromDemo: boolean; onAccepted: (importId: string) => void }): Upload {
  const client = useQueryClient();
  const showOwn = useSwitchAccount();
  const stop = useRef<AbortController | null>(null);
  const [sent, setSent] = useState(0);

  const mutation = useMutation({
    mutationFn: async (files: readonly File[]) => {
      setSent(0);
      stop.current = new AbortController();
      if (fromDemo) await showOwn.mutateAsync("local");
      return sendFiles(files, setSent, stop.current.signal);
    },
    onSuccess: (accepted) => {
      client.setQueryData(keys.import(accepted.importId), accepted);
      onAccepted(accepted.importId);
    },
  });

  const stopped = mutation.error?.name === "AbortError";
  return {
    send: (files) => files.length > 0 && mutation.mutate(files),
    cancel: () => stop.current?.abort(),
    pending: mutation.isPending,
    sent,
    error: stopped ? null : mutation.error,
  };
}
