/** Numbers, times and dates as the screens write them: 203,090 · 3 May 2010, 07:41 · 5:12. Zones are the listener's. */
const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

export const count = (value: number): string => whole.format(value);

export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** 312,000 ms is "5:12"; from an hour on "1:02:03". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** "about 13 s", "about 2 min" */
export const about = (seconds: number): string => (seconds < 90 ? `about ${Math.max(1, Math.round(seconds))} s` : `about ${Math.round(seconds / 60)} min`);

export function date(iso: string, timeZone?: string): string {
  const instant = iso.length === 10 ? new Date(`${iso}T00:00:00Z`) : new Date(iso);
  const zone = iso.length === 10 ? "UTC" : timeZone;
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(instant);
}

export function time(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(iso));
}

export const dateTime = (iso: string, timeZone?: string): string => `${date(iso, timeZone)}, ${time(iso, timeZone)}`;

/** For lists of recent things: "08:12" today, "Thu 23:31" within the week, "14 March 2026" before. */
export function recently(iso: string, now: Date = new Date(), timeZone?: string): string {
  const day = (value: Date) => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(value);
  const then = new Date(iso);
  if (day(then) === day(now)) return time(iso, timeZone);
  const days = (now.getTime() - then.getTime()) / 86_400_000;
  if (days >= 0 && days < 6) return `${new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(then)} ${time(iso, timeZone)}`;
  return date(iso, timeZone);
}
