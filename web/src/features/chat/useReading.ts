import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { calmMotion } from "@/lib/media";

const NEAR_PX = 48;
const TITLE_PX = 12; // what stays above a request that was brought to the top

/**
 * Where the reader is. A new request is brought to the top once, and its answer grows below it; from then on nothing moves a
 * reader. `away` says that the newest request is below what is on screen. `linkedTurnId`: the turn that the address names,
 * where reading begins.
 */
export function useReading(latestTurnId: string | null, fresh: boolean, linkedTurnId: string | null) {
  const thread = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const shown = useRef<string | null>(null);

  const bring = useCallback((behavior: ScrollBehavior) => {
    const box = thread.current;
    const latest = box?.querySelector<HTMLElement>("article:last-of-type");
    if (!box || !latest) return;
    const title = latest.querySelector<HTMLElement>("h2");
    const top = title && box.querySelectorAll("article").length > 1 ? offsetIn(box, title) - TITLE_PX : 0;
    box.scrollTo?.({ top: Math.max(0, top), behavior });
  }, []);

  /** Room under the newest request, so that it can stand at the top before its answer is long enough. */
  const makeRoom = useEffectEvent(() => {
    const box = thread.current;
    const latest = box?.querySelector<HTMLElement>("article:last-of-type");
    if (!box || !latest) return;
    const several = box.querySelectorAll("article").length > 1;
    const over = parseFloat(getComputedStyle(latest).paddingTop) || 0;
    const under = parseFloat(getComputedStyle(box).paddingBottom) || 0;
    latest.style.minHeight = several && fresh ? `${box.clientHeight - TITLE_PX + over - under}px` : "";
  });

  const begin = useEffectEvent(() => {
    const turn = linkedTurnId && thread.current?.querySelector(`[data-turn="${CSS.escape(linkedTurnId)}"]`);
    if (turn) turn.scrollIntoView({ block: "start", behavior: "instant" });
    return Boolean(turn);
  });

  useLayoutEffect(() => {
    if (!latestTurnId || shown.current === latestTurnId) return;
    const opening = shown.current === null && !fresh;
    for (const older of thread.current?.querySelectorAll<HTMLElement>("article:not(:last-of-type)") ?? []) older.style.minHeight = "";
    shown.current = latestTurnId;
    makeRoom();
    if (opening && begin()) return;
    bring(opening || calmMotion() ? "instant" : "smooth");
  }, [latestTurnId, fresh, bring]);

  const look = useCallback(() => {
    const box = thread.current;
    const latest = box?.querySelector<HTMLElement>("article:last-of-type");
    setAway(Boolean(box && latest && offsetIn(box, latest) > box.scrollTop + box.clientHeight - NEAR_PX));
  }, []);
  useEffect(look, [latestTurnId, look]);

  return { thread, away, onScroll: look, jump: () => bring(calmMotion() ? "instant" : "smooth") };
}

const offsetIn = (box: HTMLElement, element: HTMLElement): number => element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
