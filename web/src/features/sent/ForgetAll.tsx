import { useState } from "react";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";

/** Empties the list after a second word: there is no undo for it. */
export function ForgetAll({ busy, onForget }: { busy: boolean; onForget: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button tone="danger" icon="bin" busy={busy} onClick={() => setAsking(true)}>
        Forget this list
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Forget what was sent?"
        actions={
          <>
            <Button
              tone="solid"
              onClick={() => {
                setAsking(false);
                onForget();
              }}
            >
              Forget it
            </Button>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
          </>
        }
      >
        <p>The words of all requests are erased here. That does not call back what a provider has received, and this month’s sums stay.</p>
      </Dialog>
    </>
  );
}
