/** What was typed and is not with the server yet, by conversation. It outlives a reload and an expired session. */
const draftKey = (conversation: string) => `echotune.draft.${conversation}`;
const unsentKey = (conversation: string) => `echotune.unsent.${conversation}`;

function keep(key: string, text: string): void {
  if (text.trim()) localStorage.setItem(key, text);
  else localStorage.removeItem(key);
}

/** What was being typed; else what was sent and never arrived. */
export const readDraft = (conversation: string): string => localStorage.getItem(draftKey(conversation)) ?? localStorage.getItem(unsentKey(conversation)) ?? "";

export const keepDraft = (conversation: string, text: string): void => keep(draftKey(conversation), text);

/** Sent, and not acknowledged: a server that refuses it, or is gone, must not lose it. */
export const keepUnsent = (conversation: string, text: string): void => keep(unsentKey(conversation), text);

export const dropUnsent = (conversation: string): void => localStorage.removeItem(unsentKey(conversation));

/** Forgets what was sent when the stored conversation has it after all. */
export function dropArrived(conversation: string, lastAsked: string | undefined): void {
  if (lastAsked !== undefined && lastAsked === localStorage.getItem(unsentKey(conversation))) dropUnsent(conversation);
}
