import { useCallback } from "react";
import { sendImpressions, type FeedbackAbout } from "@/api/feedback";
import type { RecommendationResponse } from "@/api/types";

const SEEN_SHARE = 0.6;
const GATHER_MS = 1_000;
const told = new Set<string>();

/** Watches the cards of a new answer and tells once which of them were on screen. Spread the ref on their list. */
export function useImpressions({ recommendationId, userId, tracks }: RecommendationResponse, sessionId: string | null, fresh: boolean) {
  return useCallback(
    (list: HTMLElement | null) => {
      if (!list || !fresh || typeof IntersectionObserver === "undefined") return undefined;
      let seen: FeedbackAbout[] = [];
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = () => {
        if (seen.length) void sendImpressions(seen).catch(() => undefined); // worth no word to the listener
        seen = [];
      };
      const observer = new IntersectionObserver(
        (entries) => {
          for (const entry of entries) {
            const track = tracks[[...list.children].indexOf(entry.target)];
            const key = `${recommendationId} ${track?.trackId}`;
            if (!entry.isIntersecting || !track || told.has(key)) continue;
            told.add(key);
            seen.push({ userId, trackId: track.trackId, recommendationId, position: track.position, sessionId });
          }
          clearTimeout(timer);
          timer = setTimeout(tell, GATHER_MS);
        },
        { threshold: SEEN_SHARE },
      );
      for (const card of list.children) observer.observe(card);
      return () => {
        observer.disconnect();
        clearTimeout(timer);
        tell();
      };
    },
    [recommendationId, userId, tracks, sessionId, fresh],
  );
}
