/** What would have been recommended on a day of the past, and how that went over the years. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Mode, RecallCurves, TimeMachine, TimeSpan } from "./types";

const PATH = "/api/taste/time-machine";
const ASK_AGAIN_MS = 1_500;

export function useTimeSpan() {
  return useQuery({ queryKey: [...keys.timeMachine, "span"], queryFn: ({ signal }) => request<TimeSpan>(`${PATH}/span`, { signal }) });
}

/** One day; the day before stands until it is there. */
export function useTimeMachine(day: string | null, mode: Mode) {
  return useQuery({
    queryKey: [...keys.timeMachine, day, mode],
    enabled: day !== null,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<TimeMachine>(`${PATH}?${new URLSearchParams({ date: day ?? "", mode })}`, { signal }),
  });
}

/** Asks again until it is measured. */
export function useRecallCurves() {
  return useQuery({
    queryKey: [...keys.timeMachine, "curve"],
    staleTime: Infinity,
    queryFn: ({ signal }) => request<RecallCurves>(`${PATH}/curve`, { signal }),
    refetchInterval: ({ state: { data } }: { state: { data?: RecallCurves } }) => (data?.status === "measuring" ? ASK_AGAIN_MS : false),
  });
}
