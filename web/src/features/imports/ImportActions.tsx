import { useAccount } from "@/api/account";
import { useCancelImport, useResumeImport } from "@/api/imports";
import type { Import } from "@/api/types";
import { Button, ButtonLink } from "@/components/Button";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import styles from "./ImportPage.module.css";

/** Start asking as soon as there is anything to ask about; stop; or what to do after a stop. */
export function ImportActions({ current }: { current: Import }) {
  const hasHistory = useAccount().data?.hasHistory ?? false;
  const broken = current.status === "failed" || current.status === "cancelled";
  return (
    <div className={styles.actions}>
      {broken && <AfterStop current={current} />}
      {(hasHistory || current.stored > 0) && (
        <ButtonLink to="/chat" tone={broken ? "plain" : "solid"}>
          Start asking
        </ButtonLink>
      )}
      {(current.status === "waiting" || current.status === "running") && <Cancel importId={current.importId} />}
      {current.status === "done" && <ButtonLink to="/import">{current.demo ? "Bring your own history" : "Add another export"}</ButtonLink>}
    </div>
  );
}

function useTrouble() {
  const toast = useToast();
  return { onError: (error: Error) => toast({ message: sentenceOf(error), tone: "bad" }) };
}

function Cancel({ importId }: { importId: string }) {
  const cancel = useCancelImport();
  const trouble = useTrouble();
  return (
    <Button busy={cancel.isPending} onClick={() => cancel.mutate(importId, trouble)}>
      Cancel
    </Button>
  );
}

/** Where rows were read, going on is the likely wish; where the file was no use at all, another file is. */
function AfterStop({ current }: { current: Import }) {
  const resume = useResumeImport();
  const trouble = useTrouble();
  const useless = current.status === "failed" && current.read === 0;
  const again = (
    <Button key="again" tone={useless ? "plain" : "solid"} busy={resume.isPending} onClick={() => resume.mutate(current.importId, trouble)}>
      {useless ? "Try this one again" : "Go on where it stopped"}
    </Button>
  );
  const another = (
    <ButtonLink key="another" to="/import" tone={useless ? "solid" : "plain"}>
      Choose another file
    </ButtonLink>
  );
  return useless ? [another, again] : [again, another];
}
