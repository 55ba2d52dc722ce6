/** What crosses the wire, under the names the screens use. The shapes are generated from the server's own description (schema.d.ts). */
import type { components } from "./schema";

type Wire = components["schemas"];

export type RingPeriod = Wire["RingPeriod"];

export type Account = Wire["AccountView"];

export type Settings = Required<Wire["PreferencesView"]>;
/** What a PATCH may carry. The browser's zone counts at the first visit only, never over a chosen one. */
export type SettingsChange = Partial<Omit<Settings, "timeZoneSetBy"> & { browserTimeZone: string }>;

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

export type Providers = Wire["ProviderList"];
export type Provider = Wire["ProviderView"];
export type Health = Wire["ProviderHealthView"]["state"];
export type Model = Wire["ModelView"];
export type Models = Wire["ModelList"];

/** One request that left for a language model. A cost or a count that is null is not known. */
export type SentSummary = Wire["SentSummary"];
export type SentRequest = Wire["SentDetail"];
export type SentList = Wire["SentList"];
export type Usage = Wire["UsageView"];

export type Confirmation = Required<Wire["Confirmation"]>;
export type Draft = Wire["Draft"];
export type Attempt = Wire["FallbackAttempt"];
export type NumberSource = Wire["NumberSource"];
