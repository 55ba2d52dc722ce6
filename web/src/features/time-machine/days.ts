/** Days as the interface writes them, 2019-03-01, and as numbers that a scrubber can count. */
const DAY_MS = 86_400_000;

/** Days since 1970. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

export const dayText = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && dayText(dayNumber(text)) === text;

/** How far into a month's days a day is, 0..1, and which of the months it falls in. */
export function placeAmong(months: readonly { month: string }[], day: string): number {
  const index = months.findIndex(({ month }) => month === day.slice(0, 7));
  const [year = 0, month = 1] = day.split("-").map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return index < 0 ? 0 : index + (Number(day.slice(8)) - 1) / length;
}
