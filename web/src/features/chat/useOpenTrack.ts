import { useCallback, useMemo, useState } from "react";
import type { RecommendationResponse, RecommendedTrack } from "@/api/types";
import { useWide } from "@/lib/media";
import type { OpenTrack } from "./AnswerView";
import { recommendationsOf, sleeveNumber, type Turn } from "./messages";

export interface FoundTrack {
  recommendation: RecommendationResponse;
  track: RecommendedTrack;
  sleeve: string;
}

interface Choice {
  /** The newest answer when it was made: a newer one opens its own first track. */
  during: string | null;
  track: OpenTrack | null;
}

/** Which card's reasons are open: the one that was chosen, else the first of the newest answer. */
export function useOpenTrack(turns: readonly Turn[]) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const all = useMemo(() => turns.flatMap(({ answer }) => recommendationsOf(answer)), [turns]);
  const newest = all.at(-1)?.recommendation;
  const during = newest?.recommendationId ?? null;
  const chosen = choice?.during === during ? choice : null;
  const first = newest?.tracks[0];
  const open: OpenTrack | null = chosen ? chosen.track : newest && first ? { recommendationId: newest.recommendationId, trackId: first.trackId } : null;
  const { recommendationId, trackId } = open ?? {};

  const asked = chosen?.track != null;
  const shown = useWide() || asked; // below 1200 px the first card is lit, but its reasons are not on screen
  const toggle = useCallback(
    (track: OpenTrack) => {
      const again = shown && track.trackId === trackId && track.recommendationId === recommendationId;
      setChoice({ during, track: again ? null : track });
    },
    [during, shown, trackId, recommendationId],
  );
  const close = useCallback(() => setChoice({ during, track: null }), [during]);

  const stableOpen = useMemo<OpenTrack | null>(() => (recommendationId && trackId ? { recommendationId, trackId } : null), [recommendationId, trackId]);
  return { open: stableOpen, found: findTrack(all, stableOpen), asked, toggle, close };
}

function findTrack(all: readonly { side: string; recommendation: RecommendationResponse }[], open: OpenTrack | null): FoundTrack | null {
  if (!open) return null;
  for (const { side, recommendation } of all) {
    if (recommendation.recommendationId !== open.recommendationId) continue;
    const track = recommendation.tracks.find(({ trackId }) => trackId === open.trackId);
    if (track) return { recommendation, track, sleeve: sleeveNumber(side, track) };
  }
  return null;
}
