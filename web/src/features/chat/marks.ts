/** What the listener said to a suggested track by a button, kept in this browser so that a reload shows it again. */
import { useSyncExternalStore } from "react";

export type Mark = "like" | "skip" | "never" | "artist";

interface Marked {
  mark: Mark;
  /** The event behind it, for taking it back. */
  eventId: string | null;
}

const KEY = "echotune.marks";
const MOST = 400;
const listeners = new Set<() => void>();
let marks: ReadonlyMap<string, Marked> | null = null;

const slot = (recommendationId: string, trackId: string) => `${recommendationId} ${trackId}`;

function all(): ReadonlyMap<string, Marked> {
  if (marks === null) {
    try {
      marks = new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]") as [string, Marked][]);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      marks = new Map();
    }
  }
  return marks;
}

export function setMark(recommendationId: string, trackId: string, marked: Marked | null): void {
  const next = new Map(all());
  next.delete(slot(recommendationId, trackId));
  if (marked) next.set(slot(recommendationId, trackId), marked);
  marks = new Map([...next].slice(-MOST));
  localStorage.setItem(KEY, JSON.stringify([...marks]));
  for (const listener of listeners) listener();
}

export const markOf = (recommendationId: string, trackId: string): Marked | null => all().get(slot(recommendationId, trackId)) ?? null;

export function useMark(recommendationId: string, trackId: string): Mark | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => markOf(recommendationId, trackId)?.mark ?? null,
  );
}
