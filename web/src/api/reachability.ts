/** Whether the server answered last time. A store for useSyncExternalStore, told by the client and asked by the notice. */
type Listener = () => void;

const listeners = new Set<Listener>();
let reachable = true;

function set(next: boolean): void {
  if (next === reachable) return;
  reachable = next;
  for (const listener of listeners) listener();
}

export const reachability = {
  lost: () => set(false),
  found: () => set(true),
  isReachable: () => reachable,
  subscribe(listener: Listener): Listener {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
