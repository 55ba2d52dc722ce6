import { useSaveSettings } from "@/api/settings";
import type { Settings } from "@/api/types";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import { applyChoice } from "@/theme/scheme";

type Change = Partial<Omit<Settings, "timeZoneSetBy">>;

/** Saves a change at once, says so, and offers the way back. */
export function useSave(settings: Settings): (change: Change, confirmation: string) => void {
  const { mutate } = useSaveSettings();
  const toast = useToast();

  function apply(change: Change, onSaved: () => void): void {
    if (change.theme) applyChoice(change.theme);
    mutate(change, {
      onSuccess: onSaved,
      onError: (error) => {
        if (change.theme) applyChoice(settings.theme);
        toast({ message: `Not saved. ${sentenceOf(error)}`, tone: "bad" });
      },
    });
  }

  return (change, confirmation) => {
    const before = Object.fromEntries(Object.keys(change).map((key) => [key, settings[key as keyof Change]])) as Change;
    apply(change, () => toast({ message: confirmation, undo: () => apply(before, () => toast({ message: "Put back." })) }));
  };
}
