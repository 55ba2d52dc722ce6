import type { IconName } from "@/components/Icon";

export interface Place {
  to: string;
  label: string;
  icon: IconName;
  /** Addresses that belong to this place besides its own. */
  also?: readonly string[];
}

export const PLACES: readonly Place[] = [
  { to: "/chat", label: "Chat", icon: "chat" },
  { to: "/insights", label: "Insights", icon: "insights" },
  { to: "/playlists", label: "Playlists", icon: "playlists" },
  { to: "/you", label: "You", icon: "you", also: ["/import", "/taste"] },
];

export const SETTINGS: Place = { to: "/settings", label: "Settings", icon: "settings" };

/** On a phone the fourth tab holds these three; they share a row of links. */
export const YOUR_PAGES = [
  { to: "/you", label: "Taste" },
  { to: "/import", label: "History" },
  { to: "/settings", label: "Settings" },
] as const;

export const isAt = (path: string, { to, also = [] }: Place): boolean => [to, ...also].some((start) => path === start || path.startsWith(`${start}/`));
