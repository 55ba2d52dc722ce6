import { useCallback } from "react";
import { sendFeedback, withdrawFeedback, type FeedbackAbout, type FeedbackType } from "@/api/feedback";
import { artistId, useCorrect } from "@/api/taste";
import type { RecommendationResponse, RecommendedTrack } from "@/api/types";
import { sentenceOf } from "@/components/states";
import { useToast } from "@/components/toast";
import { markOf, setMark, useMark, type Mark } from "./marks";

export interface TrackFeedback {
  mark: Mark | null;
  /** Likes, or takes the like back. */
  like: () => void;
  notNow: () => void;
  never: () => void;
  notArtist: () => void;
}

const SAID: Record<Exclude<Mark, "artist">, { type: FeedbackType; words: (title: string) => string }> = {
  like: { type: "like", words: (title) => `Liked ${title}.` },
  skip: { type: "skip", words: (title) => `${title} rests for a while.` },
  never: { type: "never", words: (title) => `${title} will not be suggested again.` },
};

/** What a listener can say to a suggested track by a button. Each shows at once, goes back when the server refuses, and can be undone. */
export function useTrackFeedback(recommendation: RecommendationResponse, track: RecommendedTrack, sessionId: string | null): TrackFeedback {
  const toast = useToast();
  const correct = useCorrect();
  const { recommendationId, userId } = recommendation;
  const { trackId, position, title, artist } = track;
  const mark = useMark(recommendationId, trackId);

  const put = useCallback((next: { mark: Mark; eventId: string | null } | null) => setMark(recommendationId, trackId, next), [recommendationId, trackId]);
  const failed = (error: unknown) => toast({ message: sentenceOf(error), tone: "bad" });

  async function takeBack() {
    const before = markOf(recommendationId, trackId);
    if (!before) return;
    put(null);
    try {
      if (before.eventId) await withdrawFeedback(before.eventId);
    } catch (error) {
      put(before);
      failed(error);
    }
  }

  async function say(kind: Exclude<Mark, "artist">) {
    const before = markOf(recommendationId, trackId);
    const eventId = crypto.randomUUID();
    const about: FeedbackAbout = { userId, trackId, recommendationId, position, sessionId };
    put({ mark: kind, eventId });
    try {
      await sendFeedback(SAID[kind].type, about, eventId);
      toast({ message: SAID[kind].words(title), undo: () => void takeBack() });
    } catch (error) {
      put(before);
      failed(error);
    }
  }

  function block() {
    const target = { kind: "artist", id: artistId(artist), label: artist } as const;
    const before = markOf(recommendationId, trackId);
    put({ mark: "artist", eventId: null });
    const restore = (error: unknown) => {
      put(before);
      failed(error);
    };
    const undo = () => correct.mutate({ target, action: null }, { onSuccess: () => put(before), onError: failed });
    correct.mutate({ target, action: "block" }, { onSuccess: () => toast({ message: `${artist} is blocked.`, undo }), onError: restore });
  }

  return {
    mark,
    like: () => void (mark === "like" ? takeBack() : say("like")),
    notNow: () => void say("skip"),
    never: () => void say("never"),
    notArtist: block,
  };
}
