import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Insight, InsightCatalogue } from "./types";

/** Days in the listener's zone, both inclusive; neither is all there is. */
export interface PeriodDays {
  from?: string;
  to?: string;
}

const query = ({ from, to }: PeriodDays): string => {
  const asked = new URLSearchParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) }).toString();
  return asked ? `?${asked}` : "";
};

export function useInsightCatalogue(period: PeriodDays) {
  return useQuery({
    queryKey: [...keys.insights, "catalogue", period],
    queryFn: ({ signal }) => request<InsightCatalogue>(`/api/insights${query(period)}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useInsight(name: string, period: PeriodDays) {
  return useQuery({
    queryKey: keys.insight(name, period),
    queryFn: ({ signal }) => request<Insight>(`/api/insights/${encodeURIComponent(name)}${query(period)}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export const insightCsvUrl = (name: string, period: PeriodDays): string => `/api/insights/${encodeURIComponent(name)}.csv${query(period)}`;
