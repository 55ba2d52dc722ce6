/** What crosses the wire, under the names the screens use. The shapes are generated from the server's own description (schema.d.ts). */
import type { components } from "./schema";

type Wire = components["schemas"];

export type RingPeriod = Wire["RingPeriod"];

export type Account = Wire["AccountView"];

export type Settings = Wire["PreferencesView"] & Partial<LanguageSettings>;
/** What a PATCH may carry. The browser's zone counts at the first visit only, never over a chosen one. */
export type SettingsChange = Partial<Omit<Settings, "timeZoneSetBy"> & { browserTimeZone: string }>;

export interface LanguageSettings {
  /** "auto", "built-in" or a provider's name. */
  provider: string;
  /** "" is the provider's own default. */
  model: string;
  fallback: boolean;
  contextMessages: number;
  monthlyBudget: number | null;
}

export type Import = Wire["ImportView"];
export type ImportStatus = Import["status"];
export type ImportFile = Wire["ImportFileView"];
export type EarlyInsights = Wire["EarlyView"];

export type RecommendationRequest = Wire["RecommendationRequest"];
export type RecommendationResponse = Wire["RecommendationResponse"];
export type RecommendedTrack = Wire["RecommendedTrack"];
export type Provenance = Wire["Provenance"];
export type Signal = Wire["Signal"];
/** `considered` is before any wish; minus all that was removed it is what was left. The offer's `text` is a sentence that can be sent. */
export type Shortfall = Wire["Shortfall"];
export type Why = Wire["Why"];

export type Taste = Wire["TasteProfile"];
export type Belief = Wire["Belief"];
export type Correction = Wire["CorrectionView"];
export type CorrectionAction = Correction["action"];
export type CorrectionPreview = Wire["CorrectionPreview"];

/** How recommendations are chosen for the listener; each slider stands in words as well. */
export type Parameters = Wire["ParametersView"];
export type Slider = Wire["SliderView"];
export type SliderName = Slider["name"];
export type SteerPreview = Wire["SteerPreview"];
export type RankedTrack = Wire["RankedTrack"];
export type StrategyShare = Wire["StrategyShare"];

export type Mode = Wire["RecommendationResponse"]["mode"];
export type TimeSpan = Wire["TimeSpan"];
export type TimeMachine = Wire["TimeMachine"];
export type ForeseenTrack = Wire["ForeseenTrack"];
export type Hits = Wire["Hits"];
export type RecallCurves = Wire["RecallCurves"];
export type RecallCurve = Wire["RecallCurve"];

/** The server writes every field, also those that it may leave out of a constructor. */
export type Insight = Required<Wire["Insight"]>;
export type InsightKind = Insight["kind"];
export type InsightColumn = Wire["Column"];
export type Cell = Insight["rows"][number][number];
export type InsightCatalogue = Wire["InsightList"];

export type ChatSession = Wire["SessionView"];
export type Starters = Wire["Starters"];

export type Health = "good" | "slow" | "failing" | "unknown";

export interface Provider {
  name: string;
  title: string;
  usable: boolean;
  /** Why it is not. */
  reason: string | null;
  local: boolean;
  defaultModel: string | null;
  key: { needed: boolean; own: boolean; ending: string | null; fromEnvironment: boolean };
  health: { state: Health; sentence: string; latencyMs: number | null } | null;
}

export interface Providers {
  providers: Provider[];
  /** Who would answer now. */
  next: string;
}

/** USD for a million tokens; null is not known, never nothing. */
export interface Model {
  provider: string;
  modelId: string;
  title: string;
  contextTokens: number | null;
  inputPerMillion: number | null;
  outputPerMillion: number | null;
  local: boolean;
  tools: boolean;
}

export interface Models {
  models: Model[];
}

export interface SentSummary {
  requestId: string;
  sessionId: string | null;
  messageId: string | null;
  /** The listener's words that it was sent for. */
  question: string | null;
  at: string;
  provider: string;
  model: string;
  host: string;
  bytes: number;
  inputTokens: number | null;
  outputTokens: number | null;
  /** USD; null is not known. */
  cost: number | null;
  outcome: string;
  latencyMs: number | null;
}

export interface SentRequest extends SentSummary {
  method: string;
  url: string;
  /** Exactly what was sent. */
  body: string;
}

export interface SentList {
  requests: SentSummary[];
  more: boolean;
}

export interface Usage {
  month: string;
  requests: number;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
  unknownCostRequests: number;
  budget: number | null;
  byModel: { provider: string; model: string; requests: number; inputTokens: number; outputTokens: number; cost: number | null }[];
}
