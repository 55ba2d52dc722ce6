/** The one period that drives all figures. It lives in the address: ?period=4w, ?period=2026, ?period=custom&from=…&to=… */
import type { PeriodDays } from "@/api/insights";
import { addDays, daysBetween, isDay, spanName } from "@/lib/span";

export const CUSTOM = "custom";
export const ALL = "all";

/** First and last day of the record, in the listener's zone. */
export interface Record {
  first: string;
  last: string;
}

export interface Period extends PeriodDays {
  /** What the picker shows as chosen. */
  choice: string;
}

const BACK: { [choice: string]: (last: string) => string } = {
  "7d": (last) => addDays(last, -6),
  "4w": (last) => addDays(last, -27),
  "6m": (last) => addDays(monthsEarlier(last, 6), 1),
};

function monthsEarlier(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, lastOfMonth));
  return first.toISOString().slice(0, 10);
}

/**
 * The period an address asks for. Counting back begins at `end`, the record's last day, so that an older export has its last
 * weeks too. The year on offer is the record's last; it ends on its last day.
 */
export function readPeriod(search: URLSearchParams, record: Record): Period {
  const choice = search.get("period") ?? record.last.slice(0, 4);
  const back = BACK[choice];
  if (back) return { choice, from: back(record.last), to: record.last };
  if (choice === CUSTOM) {
    const [from, to] = [search.get("from"), search.get("to")];
    if (isDay(from) && isDay(to) && from <= to) return { choice, from, to };
  }
  if (/^\d{4}$/.test(choice)) return { choice, from: `${choice}-01-01`, to: choice === record.last.slice(0, 4) ? record.last : `${choice}-12-31` };
  return { choice: ALL };
}

export function periodOptions(record: Record): { value: string; label: string }[] {
  const year = record.last.slice(0, 4);
  return [
    { value: "7d", label: "7 days" },
    { value: "4w", label: "4 weeks" },
    { value: "6m", label: "6 months" },
    { value: year, label: year },
    { value: ALL, label: "All" },
    { value: CUSTOM, label: "Custom" },
  ];
}

const NOUNS: { [choice: string]: string } = { "7d": "week", "4w": "four weeks", "6m": "half year" };
const ALIKE = 0.05;

/** The page's headline: how full the time was against the one before, where that is known; else its days. */
export function headline({ choice, from, to }: Period, record: Record, plays: number, before: number | null): string {
  if (choice === ALL || !from || !to) return `Since ${spanName(record.first, record.first)}.`;
  const isYear = /^\d{4}$/.test(choice);
  if (choice === CUSTOM) return `${spanName(from, to)}.`;
  if (before === null || before === 0) return isYear ? `${choice}, from its first day.` : `${spanName(from, to)}.`;
  const noun = isYear ? "year" : (NOUNS[choice] ?? "time");
  const change = (plays - before) / before;
  if (Math.abs(change) <= ALIKE) return noun.startsWith("four") ? "Four weeks like the four before." : `A ${noun} much like the one before.`;
  const word = change < 0 ? (change < -0.4 ? "much quieter" : "quieter") : change > 0.4 ? "much fuller" : "fuller";
  const said = noun.startsWith("four") ? `${word} ${noun}` : `a ${word} ${noun}`;
  const lead = said.charAt(0).toUpperCase() + said.slice(1);
  return isYear && daysBetween(from, to) < 364 ? `${lead} so far.` : `${lead}.`;
}
