/** Spans of days in words. Days are `YYYY-MM-DD` in the listener's zone; both ends belong to the span. */

const named = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  return (day: string) => format.format(instant(day));
};
const month = named({ month: "long" });
const shortWeekday = named({ weekday: "short" });

const instant = (day: string): Date => new Date(`${day}T00:00:00Z`);
const shortMonth = (day: string): string => month(day).slice(0, 3);
const year = (day: string): string => day.slice(0, 4);
const dayOfMonth = (day: string): string => String(Number(day.slice(8, 10)));

export const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

export function addDays(day: string, days: number): string {
  const moved = instant(day);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string): number => Math.round((instant(to).getTime() - instant(from).getTime()) / 86_400_000);

/** Today's day in a zone. */
export const today = (timeZone?: string, now: Date = new Date()): string => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(now);

const isMonthStart = (day: string) => day.endsWith("-01");
const isMonthEnd = (day: string) => isMonthStart(addDays(day, 1));

/**
 * "2026" · "August 2026" · "17 to 23 August 2026" · "28 July to 3 August 2026" · "3 May 2010 to 20 November 2026".
 * `withYear: false` leaves the year out where both days share one.
 */
export function spanName(from: string, to: string, { withYear = true } = {}): string {
  const sameYear = year(from) === year(to);
  const tail = withYear ? ` ${year(to)}` : "";
  if (sameYear && from.endsWith("-01-01") && to.endsWith("-12-31")) return year(from);
  if (from === to) return `${dayOfMonth(from)} ${month(from)}${tail}`;
  if (from.slice(0, 7) === to.slice(0, 7)) {
    return isMonthStart(from) && isMonthEnd(to) ? `${month(from)}${tail}` : `${dayOfMonth(from)} to ${dayOfMonth(to)} ${month(to)}${tail}`;
  }
  const start = `${dayOfMonth(from)} ${month(from)}`;
  return `${sameYear ? start : `${start} ${year(from)}`} to ${dayOfMonth(to)} ${month(to)}${sameYear ? tail : ` ${year(to)}`}`;
}

/** Words under a time axis: years over long spans, months over a year, days below; null where a point begins nothing new. */
export function axisTicks(days: readonly string[]): (string | null)[] {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const length = daysBetween(first, last);
  if (length > 800) return days.map((day, index) => (index === 0 || year(day) !== year(days[index - 1] ?? day) ? year(day) : null));
  if (length > 70) {
    return days.map((day, index) => (index === 0 || day.slice(0, 7) !== days[index - 1]?.slice(0, 7) ? shortMonth(day) : null));
  }
  if (length > 14) return days.map((day) => `${dayOfMonth(day)} ${shortMonth(day)}`);
  return days.map((day) => `${shortWeekday(day)} ${dayOfMonth(day)}`);
}
