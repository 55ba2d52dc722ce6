import { useAccount } from "@/api/account";
import { useCancelImport, useResumeImport } from "@/api/imports";
import type { Import } from "@/api/types";
import { Button, ButtonLink } from "@/components/Button";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import styles from "./ImportPage.module.css";

const CAN_CANCEL = new Set(["waiting", "running"]);
const CAN_RESUME = new Set(["cancelled", "failed"]);

/** Start asking as soon as there is anything to ask about; stop, or go on where it stopped. */
export function ImportActions({ current }: { current: Import }) {
  const hasHistory = useAccount().data?.hasHistory ?? false;
  const cancel = useCancelImport();
  const resume = useResumeImport();
  const toast = useToast();
  const onError = (error: Error) => toast({ message: sentenceOf(error), tone: "bad" });
  const canAsk = hasHistory || current.stored > 0;
  const canResume = CAN_RESUME.has(current.status);

  return (
    <div className={styles.actions}>
      {canResume && (
        <Button tone="solid" busy={resume.isPending} onClick={() => resume.mutate(current.importId, { onError })}>
          Go on where it stopped
        </Button>
      )}
      {canAsk && (
        <ButtonLink to="/chat" tone={canResume ? "plain" : "solid"}>
          Start asking
        </ButtonLink>
      )}
      {CAN_CANCEL.has(current.status) && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(current.importId, { onError })}>
          Cancel
        </Button>
      )}
      {current.status === "done" && <ButtonLink to="/import">{current.demo ? "Bring your own history" : "Add another export"}</ButtonLink>}
      {canResume && <ButtonLink to="/import">Choose another file</ButtonLink>}
    </div>
  );
}
