/** Items of a list glide from where they stood to where they stand: first, last, invert, play. Without motion they jump. */
import { useLayoutEffect, useRef, type RefObject } from "react";
import { calmMotion } from "./media";

const GLIDE: KeyframeAnimationOptions = { duration: 240, easing: "cubic-bezier(.2, .7, .2, 1)" };

/** Give the list the ref, and each item the key of its place in `order` as `data-key`. */
export function useFlip<List extends HTMLElement>(order: readonly string[]): RefObject<List | null> {
  const list = useRef<List>(null);
  const stood = useRef(new Map<string, number>());
  const now = order.join("\n");
  useLayoutEffect(() => {
    const still = stood.current.size === 0 || calmMotion();
    const places = new Map<string, number>();
    for (const item of list.current?.querySelectorAll<HTMLElement>("[data-key]") ?? []) {
      const key = item.dataset.key ?? "";
      places.set(key, item.offsetTop);
      if (!still) glide(item, stood.current.get(key));
    }
    stood.current = places;
  }, [now]);
  return list;
}

function glide(item: HTMLElement, from: number | undefined): void {
  if (from === undefined) item.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE);
  else if (from !== item.offsetTop) item.animate([{ transform: `translateY(${from - item.offsetTop}px)` }, { transform: "none" }], GLIDE);
}
