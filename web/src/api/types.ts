/** What crosses the wire, as the screens use it. Field names and meanings are the API's own. */
import type { RingPeriod } from "@/lib/rings";

export type { RingPeriod };

export type AccountKind = "local" | "demo" | "listener";

export interface Account {
  userId: string;
  kind: AccountKind;
  displayName: string;
  timeZone: string;
  hasHistory: boolean;
  /** The accounts this browser may show; the demo stands here once it was made. */
  accounts: { userId: string; kind: AccountKind; label: string; hasHistory: boolean }[];
}

export interface Settings {
  timeZone: string;
  timeZoneSetBy: "system" | "browser" | "setting";
  weekStart: "monday" | "sunday";
  theme: "system" | "dark" | "light";
  avoidExplicit: boolean;
  dropUnknownExplicit: boolean;
  noRepeatDays: number;
  chatHistory: boolean;
  singleKeyShortcuts: boolean;
}

/** What a PATCH may carry. The browser's zone counts at the first visit only, never over a chosen one. */
export type SettingsChange = Partial<Omit<Settings, "timeZoneSetBy">> & { browserTimeZone?: string };

export type ImportStatus = "waiting" | "running" | "cancelling" | "cancelled" | "done" | "failed";
export type ImportFileStatus = "waiting" | "reading" | "done" | "ignored" | "failed";

export interface ImportFile {
  name: string;
  label: string;
  kind: string;
  status: ImportFileStatus;
  rows: number;
  rowsTotal: number | null;
  note: string | null;
}

export interface EarlyInsights {
  firstPlayAt: string | null;
  topArtist: string | null;
  topArtistPlays: number | null;
  fullestDay: string | null;
  fullestDayPlays: number | null;
}

export interface Import {
  importId: string;
  status: ImportStatus;
  waitingFor: string | null;
  fileName: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  files: ImportFile[];
  read: number;
  stored: number;
  duplicate: number;
  rejected: number;
  rejectedByReason: Record<string, number>;
  libraryItems: number;
  rowsPerSecond: number | null;
  secondsLeft: number | null;
  percent: number;
  currentYear: number | null;
  early: EarlyInsights | null;
  rings: RingPeriod[];
  error: { code: string; message: string } | null;
  demo: boolean;
}

export interface RecommendationRequest {
  artists?: string[];
  tracks?: string[];
  albums?: string[];
  genres?: string[];
  moods?: string[];
  activities?: string[];
  instruments?: string[];
  [key: string]: unknown;
}

export interface Signal {
  key: string;
  label: string;
  /** 0..100; null where the signal says nothing about this track. */
  value: number | null;
}

export interface Provenance {
  trackId: string;
  recordingId: string;
  strategies: string[];
  scoreComponents: Record<string, number>;
  score: number;
  featuresUsed: string[];
  noveltyDaysSinceLastPlay: number | null;
}

export interface RecommendedTrack {
  position: number;
  trackId: string;
  recordingId: string;
  title: string;
  artist: string;
  album: string | null;
  durationMs: number | null;
  releaseYear: number | null;
  explicit: "yes" | "no" | "unknown";
  why: string;
  signals: Signal[];
  rings: RingPeriod[];
  spotifyUri: string | null;
  provenance: Provenance;
}

export interface Shortfall {
  requested: number;
  returned: number;
  /** Before any wish; minus all that was removed it is what was left. */
  considered: number;
  removed: { constraint: string; label: string; candidates: number }[];
  /** The one thing to relax: `text` is a sentence that can be sent. */
  offer: { constraint: string; label: string; text: string; candidates: number } | null;
}

export interface RecommendationResponse {
  recommendationId: string;
  userId: string;
  createdAt: string;
  asOf: string;
  modelVersion: string;
  mode: string;
  request: RecommendationRequest;
  heardAs: string[];
  tracks: RecommendedTrack[];
  shortfall: Shortfall | null;
  notes: string[];
}

export interface Why {
  trackId: string;
  title: string;
  artist: string;
  sentence: string;
  rings: RingPeriod[];
  facts: { label: string; value: string }[];
  rank: number;
  candidates: number;
  score: number;
  components: { key: string; label: string; value: number }[];
  counterfactuals: { key: string; sentence: string; rank: number | null }[];
  scope: string;
  featureSources: { feature: string; value: number | null; source: string }[];
}

export type CorrectionAction = "boost" | "mute" | "block";

export interface Correction {
  kind: "artist" | "track" | "genre";
  id: string;
  label: string;
  action: CorrectionAction;
  createdAt: string;
}

export interface Belief {
  id: string;
  kind: "artist" | "genre" | "era" | "hours" | "sound" | "habit" | "track";
  target: string | null;
  title: string;
  evidence: string;
  stance: "likes" | "done_with" | "growing" | "context";
  rings: RingPeriod[];
  correction: CorrectionAction | null;
}

export interface Taste {
  asOf: string;
  scope: string;
  headline: string;
  sentence: string;
  rings: RingPeriod[];
  totals: { plays: number; tracks: number; artists: number; firstPlayAt: string | null; lastPlayAt: string | null; minutes: number };
  beliefs: Belief[];
  corrections: Correction[];
}

export interface CorrectionPreview {
  changes: { title: string; artist: string; fromRank: number | null; toRank: number | null }[];
}

export type InsightKind = "bars" | "ranking" | "heatmap" | "line" | "figure";
export type Cell = string | number | null;

export interface InsightColumn {
  key: string;
  label: string;
  type: "text" | "number" | "date";
  /** A word: "plays", "minutes", "percent". */
  unit: string | null;
}

export interface Insight {
  name: string;
  kind: InsightKind;
  title: string;
  sentence: string;
  note: string;
  scope: string;
  from: string | null;
  to: string | null;
  columns: InsightColumn[];
  rows: Cell[][];
  /** Index of the row that the sentence speaks of. */
  highlight: number | null;
  /** An earlier time, one value a row. */
  comparison: { label: string; values: (number | null)[] } | null;
  /** One list a row, where rows are artists, albums or tracks; else empty. */
  rings: RingPeriod[][];
  /** A question that continues in the chat. */
  ask: string;
}

export interface InsightCatalogue {
  insights: { name: string; title: string; kind: InsightKind }[];
}

export interface ChatSession {
  sessionId: string;
  title: string;
  createdAt: string;
  updatedAt: string;
  messages: number;
}

export interface Starters {
  greeting: string;
  prompts: { text: string; note: string }[];
  lately: { trackId: string; title: string; artist: string; playedAt: string; rings: RingPeriod[] }[];
}
