/** How recommendations are chosen: the sliders as kept, what other positions would change, and keeping them. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { keys } from "./queries";
import type { Parameters, SliderName, SteerPreview } from "./types";

/** Where sliders stand that do not stand at their default. */
export type Positions = Partial<Record<SliderName, number>>;

const PATH = "/api/taste/parameters";

export const positionsOf = ({ sliders }: Parameters): Positions => Object.fromEntries(sliders.filter((one) => one.value !== one.default).map((one) => [one.name, one.value]));

export function useParameters() {
  return useQuery({ queryKey: keys.parameters, queryFn: ({ signal }) => request<Parameters>(PATH, { signal }) });
}

/** The first songs under `wanted`, ranked against `kept`; the last ones stand until the next are there. A newer question cancels this one. */
export function useSteerPreview(kept: Positions, wanted: Positions) {
  return useQuery({
    queryKey: [...keys.taste, "steer", kept, wanted],
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: ({ signal }) => request<SteerPreview>(`${PATH}/preview`, { method: "POST", body: wanted, signal }),
  });
}

/** Keeps the sliders; with none moved they go back to their default. The page shows it before the server has answered. */
export function useSteer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Positions) =>
      Object.keys(wanted).length === 0 ? request<undefined>(PATH, { method: "DELETE" }) : request<Parameters>(PATH, { method: "PUT", body: wanted }),
    onMutate: async (wanted) => {
      await client.cancelQueries({ queryKey: keys.parameters });
      const before = client.getQueryData<Parameters>(keys.parameters);
      if (before) client.setQueryData<Parameters>(keys.parameters, moved(before, wanted));
      return { before };
    },
    onError: (_error, _wanted, kept) => client.setQueryData(keys.parameters, kept?.before),
    onSettled: () => client.invalidateQueries({ queryKey: keys.taste }),
  });
}

const moved = (parameters: Parameters, wanted: Positions): Parameters => ({
  ...parameters,
  steered: Object.keys(wanted).length > 0,
  sliders: parameters.sliders.map((slider) => ({ ...slider, value: wanted[slider.name] ?? slider.default })),
});
