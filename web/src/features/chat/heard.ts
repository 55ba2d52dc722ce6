/** What a listener can do with a part of the request that was heard. */
import type { HeardChip } from "./messages";

export interface HeardEdit {
  label: string;
  /** Sent at once, or put into the composer to be finished. */
  text: string;
  send: boolean;
}

/** A chip's own sentences where the answer brought them, else plain ones. */
export function editsOf({ label, remove, change }: HeardChip): HeardEdit[] {
  return [
    { label: "Leave this out", text: remove ?? `Leave out “${label}”`, send: true },
    { label: "Change it", text: change ?? `Not “${label}” but `, send: false },
  ];
}
