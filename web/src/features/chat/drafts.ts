/** What was typed and not sent, by conversation. It outlives a reload and an expired session. */
const key = (conversation: string) => `echotune.draft.${conversation}`;

export const readDraft = (conversation: string): string => localStorage.getItem(key(conversation)) ?? "";

export function keepDraft(conversation: string, text: string): void {
  if (text.trim()) localStorage.setItem(key(conversation), text);
  else localStorage.removeItem(key(conversation));
}
