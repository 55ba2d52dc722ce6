/** Line icons of 24 units, 1.6 strokes; the player's are solid. Decorative always: the button around them carries the name. */
const LINES = {
  chat: "M4 5.5h16v10.5H10l-4 3.5v-3.5H4z",
  insights: "M4 19h16M7 15v-4M12 15V6M17 15v-7",
  playlists: "M4 7h11M4 12h11M4 17h6M18 17.5V8l2.5 1.2M14.3 17.6a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0",
  you: "M12 3.5a8.5 8.5 0 1 1-7.4 4.3M12 7.5a4.5 4.5 0 1 1-4.3 3.2M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0",
  settings: "M4 8h9M17 8h3M4 16h3M11 16h9M13 8a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 16a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  upload: "M12 15.5V4.5M7 9.5l5-5 5 5M5 19.5h14",
  download: "M12 4.5v11M7 10.5l5 5 5-5M5 19.5h14",
  check: "m5 12.5 4.5 4.5L19 7.5",
  close: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  plus: "M12 5v14M5 12h14",
  list: "M5 7h14M5 12h14M5 17h8",
  heart: "M12 19.2S4.5 15 4.5 9.6A3.9 3.9 0 0 1 12 8a3.9 3.9 0 0 1 7.5 1.6c0 5.4-7.5 9.6-7.5 9.6z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  send: "M12 18.5v-13M6.5 11 12 5.5 17.5 11",
  stop: "M7.5 7.5h9v9h-9z",
  down: "m7 10 5 5 5-5",
  up: "m7 14 5-5 5 5",
  right: "m10 7 5 5-5 5",
  left: "m14 7-5 5 5 5",
  search: "M10.5 5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M15 15l4.5 4.5",
  edit: "M5 19l.8-3.6L15.6 5.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2z",
  bin: "M5 7h14M10 7V5h4v2M7 7l.8 12h8.4L17 7",
  redo: "M19 8.5V4.5M19 8.5h-4M19 8.5A8 8 0 1 0 20 13",
  undo: "M5 8.5V4.5M5 8.5h4M5 8.5A8 8 0 1 1 4 13",
  copy: "M8.5 8.5h10v11h-10zM5.5 15.5v-11h10",
  warning: "M12 4.5 20.5 19h-17zM12 10.5v4M12 16.6h.01",
  skip: "M6 6.5 14 12l-8 5.5zM17.5 6.5v11",
  ban: "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M6.5 6.5l11 11",
} as const;

const SOLIDS = {
  play: "M8 5.2v13.6L19 12z",
  pause: "M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z",
  next: "M6 5.5 15 12l-9 6.5zM16 5.5h2.4v13H16z",
  previous: "M18 5.5 9 12l9 6.5zM5.6 5.5H8v13H5.6z",
} as const;

export type IconName = keyof typeof LINES | keyof typeof SOLIDS;

export function Icon({ name, size = 20, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  const solid = name in SOLIDS;
  const path = solid ? SOLIDS[name as keyof typeof SOLIDS] : LINES[name as keyof typeof LINES];
  const paint = solid
    ? { fill: "currentColor" }
    : { fill: filled ? "currentColor" : "none", stroke: "currentColor", strokeWidth: name === "more" ? 2.6 : 1.6 };
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" strokeLinecap="round" strokeLinejoin="round" style={{ flex: "none" }} {...paint}>
      <path d={path} />
    </svg>
  );
}
