/** An insight's columns and rows in the terms of each kind of drawing. */
import type { Cell, Insight, InsightColumn } from "@/api/types";
import { count } from "@/lib/format";
import { addDays, axisTicks, isDay, spanName } from "@/lib/span";
import type { ChartPoint } from "../charts/BarChart";
import { HOURS, WEEKDAYS } from "../charts/dots";
import type { BigFigure } from "../charts/Figures";
import type { RankedRow } from "../charts/Ranking";
import type { FigureTable } from "../Figure";

type Bucket = "day" | "week" | "month" | "year";

const number = (value: number): string => (Number.isInteger(value) ? count(value) : value.toLocaleString("en-GB", { maximumFractionDigits: 1 }));

/** 412 plays · 1 play · 38 min · 22.8 h · 31 %. */
export function measured(value: number, unit: string | null): string {
  if (unit === "percent") return `${number(value)} %`;
  if (unit === "minutes") return value < 120 ? `${count(value)} min` : `${number(Math.round(value / 6) / 10)} h`;
  if (unit === null) return number(value);
  return `${number(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}

function cellText(cell: Cell | undefined, column: InsightColumn | undefined): string {
  if (cell == null) return "–";
  if (typeof cell === "string") return isDay(cell) && column?.type !== "text" ? spanOf(cell, column?.key ?? "") : cell;
  return column?.key === "hour" ? `${String(cell).padStart(2, "0")}:00` : number(cell);
}

const NAMED_UNITS = new Set(["plays", "minutes"]);

export function tableOf({ columns, rows }: Pick<Insight, "columns" | "rows">): FigureTable {
  return {
    columns: columns.map(({ label, type, unit }) => ({
      label: unit === "percent" ? `${label} (%)` : unit && !NAMED_UNITS.has(unit) && label.toLowerCase() !== unit ? `${label} (${unit})` : label,
      numeric: type === "number",
    })),
    rows: rows.map((row) => columns.map((column, at) => cellText(row[at], column))),
  };
}

function lastDay(first: string, bucket: Bucket): string {
  if (bucket === "day") return first;
  if (bucket === "week") return addDays(first, 6);
  const next = bucket === "month" ? addDays(first, 31).slice(0, 7) + "-01" : `${Number(first.slice(0, 4)) + 1}-01-01`;
  return addDays(next, -1);
}

const isBucket = (key: string): key is Bucket => ["day", "week", "month", "year"].includes(key);

/** A bucket's days in words, within the days that were asked for. */
function spanOf(first: string, key: string, { from, to, withYear = true }: { from?: string | null; to?: string | null; withYear?: boolean } = {}): string {
  const last = isBucket(key) ? lastDay(first, key) : first;
  return spanName(from && from > first ? from : first, to && to < last ? to : last, { withYear });
}

const numberAt = (row: readonly Cell[] | undefined, at: number): number => {
  const cell = row?.[at];
  return typeof cell === "number" ? cell : 0;
};

export interface SeriesView {
  points: ChartPoint[];
  comparison: (number | null)[] | null;
  comparisonLabel: string | null;
  /** How a value stands on the axis. */
  format: (value: number) => string;
}

/** Bars and lines: the first column says when, the second is drawn, the others are read. */
export function seriesView({ columns, rows, comparison, from, to }: Insight): SeriesView {
  const [when, drawn, ...others] = columns;
  const days = rows.map((row) => String(row[0]));
  const began = days.map((day) => (isDay(day) && from && from > day ? from : day));
  const withYear = new Set(began.map((day) => day.slice(0, 4))).size > 1;
  const marks = when?.type === "date" ? axisTicks(began) : days;
  return {
    points: rows.map((row, index) => ({
      value: numberAt(row, 1),
      name: isDay(days[index]) ? spanOf(days[index], when?.key ?? "", { from, to, withYear }) : (days[index] ?? ""),
      reading: [drawn, ...others].map((column, at) => measured(numberAt(row, at + 1), column?.unit ?? null)).join(", "),
      tick: marks[index],
    })),
    comparison: comparison?.values ?? null,
    comparisonLabel: comparison?.label ?? null,
    format: (value) => (drawn?.unit === "percent" ? `${number(value)} %` : number(value)),
  };
}

/** 168 numbers, Monday 0:00 first, from rows of weekday, hour, plays. */
export function dotsView({ rows, highlight }: Insight): { values: number[]; highlight: number | null } {
  const place = (row: readonly Cell[]) => WEEKDAYS.findIndex((day) => day === row[0]) * HOURS + numberAt(row, 1);
  const values = Array.from({ length: HOURS * WEEKDAYS.length }, () => 0);
  for (const row of rows) values[place(row)] = numberAt(row, 2);
  const pointed = highlight === null ? undefined : rows[highlight];
  return { values, highlight: pointed ? place(pointed) : null };
}

/** Rows of rank, name, perhaps whom it is by, a measure, and perhaps the rank in the period before. */
export function rankingView({ columns, rows, rings }: Insight): RankedRow[] {
  const at = (key: string) => columns.findIndex((column) => column.key === key);
  const [rank, before] = [at("rank"), at("rankBefore")];
  const names = columns.flatMap((column, index) => (column.type === "text" ? [index] : []));
  const measure = columns.findIndex((column, index) => column.type !== "text" && index !== rank && index !== before);
  const compared = before >= 0 && rows.some((row) => row[before] != null);
  return rows.map((row, index) => {
    const place = rank < 0 ? index + 1 : numberAt(row, rank);
    const earlier = row[before];
    const [name, by] = names.map((column) => row[column]);
    return {
      rank: place,
      name: isDay(name) ? spanName(name, name) : String(name ?? ""),
      by: by ? String(by) : null,
      value: typeof row[measure] === "number" ? row[measure] : null,
      reading: cellText(row[measure], columns[measure]),
      move: compared ? (typeof earlier === "number" ? earlier - place : null) : undefined,
      rings: rings[index] ?? null,
    };
  });
}

const LONG_MINUTES = 6_000; // from a hundred hours on, tenths say nothing

/** The only point of a series, measure by measure. */
export function singleView({ columns, rows }: Insight): BigFigure[] {
  return rows.flatMap((row) => columns.slice(1).map((column, at) => ({ label: column.label, value: column.unit === "percent" || column.unit === "minutes" ? measured(numberAt(row, at + 1), column.unit) : number(numberAt(row, at + 1)) })));
}

/** Rows of a name and a number or a day. */
export function figuresView({ columns, rows }: Insight): BigFigure[] {
  return rows.map((row) => {
    const [name, value] = row;
    const minutes = typeof value === "number" && (columns[1]?.unit === "minutes" || name === "Minutes");
    if (minutes && value >= 120) return { label: "Hours", value: value < LONG_MINUTES ? number(Math.round(value / 6) / 10) : count(value / 60) };
    return { label: String(name ?? ""), value: cellText(value, columns[1]) };
  });
}
