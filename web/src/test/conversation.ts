/** A made-up conversation as the server tells it, for tests only. */
import type { ChatSession, Insight, RecommendationResponse, RecommendedTrack, Starters, Taste, Why } from "@/api/types";
import { ring } from "./listening";

export const session: ChatSession = { sessionId: "s1", title: "Rain, on the way home", createdAt: "2026-11-20T21:10:00Z", updatedAt: "2026-11-20T21:14:00Z", messages: 2 };

export function track(position: number, title: string, change: Partial<RecommendedTrack> = {}): RecommendedTrack {
  const trackId = `t-${title}`;
  return {
    position,
    trackId,
    recordingId: trackId,
    title,
    artist: "Halden Vey",
    album: "Salt Roads",
    durationMs: 312_000,
    releaseYear: 2016,
    explicit: "no",
    why: `Why ${title}.`,
    signals: [
      { key: "plays", label: "Your plays", value: 88 },
      { key: "sound", label: "Sound", value: null },
    ],
    rings: [ring("2021", 14)],
    spotifyUri: "spotify:track:0123456789012345678901",
    provenance: { trackId, recordingId: trackId, strategies: [], scoreComponents: {}, score: 0.8, featuresUsed: [], noveltyDaysSinceLastPlay: 251 } as unknown as RecommendedTrack["provenance"], // the screens do not read it
    ...change,
  };
}

export function recommendation(change: Partial<RecommendationResponse> = {}): RecommendationResponse {
  return {
    recommendationId: "r1",
    userId: "u1",
    createdAt: "2026-11-20T21:14:00Z",
    asOf: "2026-11-20T21:00:00Z",
    modelVersion: "1",
    mode: "blend",
    request: {},
    heardAs: [],
    tracks: [track(1, "Wet Gravel"), track(2, "Lamplight, Lower", { artist: "Ottilie Marr", explicit: "yes" })],
    shortfall: null,
    candidates: 38_412,
    notes: [],
    ...change,
  };
}

export const said = (id: string, text: string) => ({ id, role: "user", parts: [{ type: "text", text }], metadata: { createdAt: "2026-11-20T21:14:00Z", status: "done", variants: { number: 1, messageIds: [id] } } });

export const answered = (id: string, parts: unknown[], metadata: object = {}) => ({
  id,
  role: "assistant",
  parts,
  metadata: { createdAt: "2026-11-20T21:14:00Z", status: "done", providerUsed: "built-in", model: null, latencyMs: 41, degraded: false, variants: { number: 1, messageIds: [id] }, ...metadata },
});

export const text = (words: string) => ({ type: "text", text: words, state: "done" });
export const cards = (change?: Partial<RecommendationResponse>) => ({ type: "data-recommendation", data: recommendation(change) });

export const why: Why = {
  trackId: "t-Wet Gravel",
  title: "Wet Gravel",
  artist: "Halden Vey",
  sentence: "A late song for you: 31 of its 44 plays began between 21:00 and 01:00.",
  rings: [ring("2021", 14)],
  facts: [{ label: "First", value: "2 May 2017, 21:40" }],
  rank: 1,
  candidates: 38_412,
  among: "all that fits",
  score: 0.81,
  components: [
    { key: "plays", label: "Your plays", value: 0.86 },
    { key: "close", label: "Close to A3", value: -0.05 },
  ],
  counterfactuals: [{ key: "plays", sentence: "Without your plays it would rank 37th.", rank: 37 }],
  proposed: { relisten: 1 },
  scope: "From 44 plays.",
  featureSources: [],
};

export const starters: Starters = {
  greeting: "Friday, nearly six.",
  prompts: [{ text: "Songs I loved and forgot", note: "212 tracks" }],
  lately: [{ trackId: "t9", title: "Glass Fires", artist: "Kestrel Arcade", playedAt: "2026-11-20T07:12:00Z", rings: [] }],
};

export const taste: Taste = {
  asOf: "2026-11-20T17:00:00Z",
  scope: "From 214,052 plays.",
  headline: "Slow, low and late.",
  sentence: "Since 2020 your music has moved past nine.",
  rings: [{ label: "2020", plays: 17_900, completion: 0.8, hour: 22, valence: 0.3, energy: 0.3 }],
  totals: { plays: 214_052, tracks: 30_000, artists: 4_000, firstPlayAt: "2010-05-03T05:41:00Z", lastPlayAt: "2026-11-20T07:12:00Z", minutes: 700_000 },
  beliefs: [
    { id: "b1", kind: "artist", target: "Copper Weather", title: "You are done with Copper Weather", evidence: "Finished 63 % in 2012.", stance: "done_with", rings: [], correction: null },
    { id: "b2", kind: "hours", target: null, title: "Most of it after nine", evidence: "61 %.", stance: "context", rings: [], correction: null },
  ],
  corrections: [{ kind: "artist", id: "halden vey", label: "Halden Vey", action: "boost", createdAt: "2026-11-02T12:00:00Z" }],
};

export const overTime: Insight = {
  name: "plays-over-time",
  kind: "bars",
  title: "Plays over time",
  sentence: "The week of 17 August was the fullest: 412 plays.",
  note: "Plays a week",
  scope: "From 11,452 plays.",
  from: "2026-08-12",
  to: "2026-08-26",
  columns: [
    { key: "week", label: "Week of", type: "date", unit: null },
    { key: "plays", label: "Plays", type: "number", unit: "plays" },
    { key: "minutes", label: "Minutes", type: "number", unit: "minutes" },
  ],
  rows: [
    ["2026-08-10", 378, 1_260],
    ["2026-08-17", 412, 1_368],
    ["2026-08-24", 1, 4],
  ],
  highlight: 1,
  comparison: { label: "2025", values: [304, 296, null] },
  rings: [],
  ask: "What did I play most from 2026-08-17 to 2026-08-23?",
};
