import { useCorrect, type CorrectionTarget } from "@/api/taste";
import type { CorrectionAction } from "@/api/types";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";

const KEPT: { [action in CorrectionAction]: (label: string) => string } = {
  boost: (label) => `${label} is boosted.`,
  mute: (label) => `${label} is muted.`,
  block: (label) => `${label} is blocked.`,
};

/** Keeps a correction, or removes it with null; says so, with undo back to what was before. */
export function useKeep() {
  const correct = useCorrect();
  const toast = useToast();
  return (target: CorrectionTarget, action: CorrectionAction | null, before: CorrectionAction | null) => {
    const onError = (error: unknown) => toast({ message: sentenceOf(error), tone: "bad" });
    const undo = () => correct.mutate({ target, action: before }, { onError });
    const message = action ? KEPT[action](target.label) : `${target.label} counts as before.`;
    correct.mutate({ target, action }, { onError, onSuccess: () => toast({ message, undo }) });
  };
}
