/** Keyboard shortcuts: whoever owns one registers it with its words, and the `?` sheet lists what is there. */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

export interface Shortcut {
  /** "?", "/", "n", "mod+k" (Ctrl, or Cmd on a Mac). */
  keys: string;
  label: string;
}

interface Registered extends Shortcut {
  run: () => void;
}

let registered: readonly Registered[] = [];
let singleKeysOn = true;
const listeners = new Set<() => void>();

function change(next: readonly Registered[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Single-letter keys can be turned off in the settings; combinations with Ctrl or Cmd stay. */
export function allowSingleKeys(on: boolean): void {
  singleKeysOn = on;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function matches({ keys }: Shortcut, event: KeyboardEvent): boolean {
  if (keys.startsWith("mod+")) return (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === keys.slice(4);
  const bare = !event.metaKey && !event.ctrlKey && !event.altKey;
  return bare && singleKeysOn && !isTyping(event.target) && event.key === keys;
}

/** Hears the keyboard for all of them; the newest registration of a key wins. Call once, in the app. */
export function listenToShortcuts(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const found = registered.findLast((shortcut) => matches(shortcut, event));
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

export function useShortcut(keys: string, label: string, run: () => void): void {
  const onPress = useEffectEvent(run);
  useEffect(() => {
    const own: Registered = { keys, label, run: () => onPress() };
    change([...registered, own]);
    return () => change(registered.filter((shortcut) => shortcut !== own));
  }, [keys, label]);
}

/** Every key that does something on this page, once: as on the keyboard, the newest registration stands for it. */
export function useShortcutList(): readonly Shortcut[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
  return [...new Map(all.map((shortcut) => [shortcut.keys, shortcut])).values()];
}
