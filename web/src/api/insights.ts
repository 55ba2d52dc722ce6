import { keepPreviousData, useQuery, type QueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Insight, InsightCatalogue } from "./types";

/** The insight that says how far the record reaches. */
export const TOTALS = "totals";

/** Days in the listener's zone, both inclusive; neither is all there is. */
export interface PeriodDays {
  from?: string;
  to?: string;
}

const query = ({ from, to }: PeriodDays): string => {
  const asked = new URLSearchParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) }).toString();
  return asked ? `?${asked}` : "";
};

const catalogueQuery = (period: PeriodDays) => ({
  queryKey: [...keys.insights, "catalogue", period],
  queryFn: ({ signal }: { signal: AbortSignal }) => request<InsightCatalogue>(`/api/insights${query(period)}`, { signal }),
});

const insightQuery = (name: string, period: PeriodDays) => ({
  queryKey: keys.insight(name, period),
  queryFn: ({ signal }: { signal: AbortSignal }) => request<Insight>(`/api/insights/${encodeURIComponent(name)}${query(period)}`, { signal }),
});

export const useInsightCatalogue = (period: PeriodDays) => useQuery({ ...catalogueQuery(period), placeholderData: keepPreviousData });

export const useInsight = (name: string, period: PeriodDays) => useQuery({ ...insightQuery(name, period), placeholderData: keepPreviousData });

/** What the page asks for first, asked for beside the account and not after it. */
export function prefetchInsights(client: QueryClient): void {
  void client.prefetchQuery(insightQuery(TOTALS, {}));
  void client.prefetchQuery(catalogueQuery({}));
}

export const insightCsvUrl = (name: string, period: PeriodDays): string => `/api/insights/${encodeURIComponent(name)}.csv${query(period)}`;
