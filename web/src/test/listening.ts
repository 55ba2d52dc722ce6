/** Made-up answers of the server, for tests only. */
import type { Account, Import, RingPeriod, Settings } from "@/api/types";

export const ring = (label: string, plays: number): RingPeriod => ({ label, plays, completion: null, hour: null, valence: null, energy: null });

export const account: Account = {
  userId: "00000000-0000-4000-8000-000000000001",
  kind: "local",
  displayName: "You",
  timeZone: "Europe/Stockholm",
  hasHistory: true,
  accounts: [],
};

export const settings: Settings = {
  timeZone: "Europe/Stockholm",
  timeZoneSetBy: "setting",
  weekStart: "monday",
  theme: "system",
  avoidExplicit: false,
  dropUnknownExplicit: false,
  noRepeatDays: 3,
  chatHistory: true,
  singleKeyShortcuts: true,
  provider: "auto",
  model: "",
  fallback: true,
  contextMessages: 40,
  monthlyBudget: null,
};

export const running: Import = {
  id: "i1",
  importId: "i1",
  status: "running",
  waitingFor: null,
  fileName: "my_spotify_data.zip",
  createdAt: "2026-11-20T10:00:00Z",
  startedAt: "2026-11-20T10:00:01Z",
  finishedAt: null,
  files: [
    { name: "Streaming_History_Audio_2010-2013_0.json", label: "Audio 2010–2013", kind: "history", status: "done", rows: 42_418, rowsTotal: 42_418, note: null },
    { name: "Streaming_History_Audio_2013-2015_1.json", label: "Audio 2013–2015", kind: "history", status: "reading", rows: 12_871, rowsTotal: 20_880, note: null },
  ],
  read: 55_289,
  stored: 54_000,
  duplicate: 1_111,
  rejected: 178,
  rejectedByReason: { bad_ts: 100, something_new: 78 },
  libraryItems: 0,
  rowsPerSecond: 9_800,
  secondsLeft: 13,
  percent: 58,
  currentYear: 2014,
  early: { firstPlayAt: "2010-05-03T05:41:00Z", topArtist: "Halden Vey", topArtistPlays: 800, fullestDay: "2013-06-14", fullestDayPlays: 187 },
  rings: [
    ring("2010", 100),
    ring("2011", 300),
  ],
  error: null,
  demo: false,
};

export const problem = { type: "about:blank", title: "Not ready", status: 409, detail: "The database is being upgraded.", code: "not_ready", requestId: "4f1c2a90" };
