import { useSyncExternalStore } from "react";

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => window.matchMedia(query).matches,
  );
}

/** From here on the right rail stands beside the page; below, its content is a sheet. */
export const useWide = (): boolean => useMedia("(min-width: 1200px)");
export const usePhone = (): boolean => useMedia("(max-width: 767px)");
export const calmMotion = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
