/** Feedback events, version 2: the one document whose fields are snake_case. */
import { request } from "./client";

export type FeedbackType = "play" | "skip" | "like" | "dislike" | "never" | "save" | "impression" | "click";

export interface FeedbackAbout {
  /** The account that was shown the track. */
  userId: string;
  trackId: string;
  recommendationId: string;
  position: number;
  sessionId: string | null;
}

/** Tells what a listener did with a suggested track. `eventId` makes it count once however often it is sent. */
export async function sendFeedback(type: FeedbackType, about: FeedbackAbout, eventId: string = crypto.randomUUID()): Promise<string> {
  await request("/api/feedback", { method: "POST", headers: { "Idempotency-Key": eventId }, body: eventOf(type, about, eventId) });
  return eventId;
}

const eventOf = (type: FeedbackType, about: FeedbackAbout, eventId: string) => ({
  event_id: eventId,
  user_id: about.userId,
  item_id: about.trackId,
  event_type: type,
  timestamp: new Date().toISOString(),
  session_id: about.sessionId,
  device_type: "web",
  locale: navigator.language,
  context: { recommendation_id: about.recommendationId, position: about.position },
  schema_version: 2,
});

/** Tells that suggested tracks were seen; they rest for as many days as the settings say. */
export async function sendImpressions(seen: readonly FeedbackAbout[]): Promise<void> {
  await request("/api/feedback", { method: "POST", body: { events: seen.map((about) => eventOf("impression", about, crypto.randomUUID())) } });
}

/** Takes an event back. */
export const withdrawFeedback = (eventId: string): Promise<undefined> => request<undefined>(`/api/feedback/${eventId}`, { method: "DELETE" });
