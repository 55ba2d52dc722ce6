/** Made-up sliders, songs and years as the server tells them, for tests only. */
import type { Parameters, RankedTrack, RecallCurves, SteerPreview, TimeMachine, TimeSpan } from "@/api/types";
import { track } from "./conversation";
import { ring } from "./listening";

const slider = (name: Parameters["sliders"][number]["name"], label: string, change: Partial<Parameters["sliders"][number]> = {}): Parameters["sliders"][number] => ({
  name,
  label,
  description: `About ${label}.`,
  low: "less",
  high: "more",
  least: -1,
  most: 1,
  step: 0.1,
  value: 0,
  default: 0,
  words: [
    { at: -1, text: "only songs you know" },
    { at: -0.15, text: "the usual mix" },
    { at: 0.2, text: "more new songs than usual" },
  ],
  out: null,
  ...change,
});

export const parameters: Parameters = {
  steered: false,
  sliders: [
    slider("newness", "Familiar or new"),
    slider("sound", "Sound", { out: "the sound of your songs is not known" }),
    slider("cap", "One artist's share", { least: 1, most: 10, step: 1, value: 2, default: 2, words: [{ at: 1, text: "one song" }, { at: 2, text: "up to 2 songs by one artist" }, { at: 3, text: "up to 3 songs by one artist" }] }),
  ],
  strategies: [
    { name: "relisten", label: "Your plays", share: 0.6, out: null },
    { name: "explore", label: "Worth a first listen", share: 0.4, out: null },
    { name: "content", label: "Sound", share: 0, out: "the sound of your songs is not known" },
  ],
};

const ranked = (rank: number, fromRank: number | null, title: string): RankedTrack => ({
  rank,
  fromRank,
  trackId: `t-${title}`,
  recordingId: `r-${title}`,
  title,
  artist: "Halden Vey",
  why: `Why ${title}.`,
  rings: [ring("2021", 14)],
});

export const standing: SteerPreview = {
  sentence: "This is how your next songs stand now.",
  tracks: [ranked(1, 1, "Holocene"), ranked(2, 2, "Slipway")],
  strategies: parameters.strategies,
};

export const reranked: SteerPreview = {
  sentence: "One song came into the first ten because new songs take a larger share; Holocene fell from 1 to 3 because you have played it twice.",
  tracks: [ranked(1, 2, "Slipway"), ranked(2, null, "Glass Fires"), ranked(3, 1, "Holocene")],
  strategies: parameters.strategies,
};

export const span: TimeSpan = {
  first: "2019-01-02",
  last: "2019-04-30",
  suggested: "2019-03-01",
  months: [
    { month: "2019-01", plays: 10 },
    { month: "2019-02", plays: 30 },
    { month: "2019-03", plays: 20 },
    { month: "2019-04", plays: 5 },
  ],
};

export const machine = (day: string): TimeMachine => ({
  day,
  asOf: `${day}T00:00:00Z`,
  mode: "blend",
  sentence: `One of two came true after ${day}.`,
  scope: "From 40 plays.",
  tracks: [
    { track: track(1, "Wet Gravel"), fate: { playedAt: "2019-03-04T10:00:00Z", daysAfter: 3, playsInWeek: 1, playsInMonth: 2 } },
    { track: track(2, "Slipway"), fate: null },
  ],
  week: { days: 7, shown: 2, cameTrue: 1, byPlayCounts: 0 },
  month: { days: 28, shown: 2, cameTrue: 1, byPlayCounts: 1 },
  daysRecorded: 28,
});

export const curves: RecallCurves = {
  status: "ready",
  done: 24,
  cuts: 24,
  sentence: "…",
  curves: [
    {
      mode: "relisten",
      windows: 2,
      at: 20,
      scope: "2 weeks.",
      overK: Array.from({ length: 50 }, (_, index) => ({ k: index + 1, ours: 0.4, plain: 0.3 })),
      overTime: [
        { day: "2019-02-01", ours: 0.5, plain: 0.4 },
        { day: "2019-03-01", ours: 0.3, plain: 0.3 },
      ],
    },
  ],
};
