/** The sentence with which the chat plays what a figure shows; null where a figure shows nothing that can be played. */
import type { Insight } from "@/api/types";

const NAMES = 3;

export function playSentence({ name, columns, rows }: Insight): string | null {
  const artist = columns.findIndex(({ key }) => key === "artist");
  if (!rows.length || artist < 0 || !name.startsWith("top-")) return null;
  const names = [...new Set(rows.map((row) => String(row[artist])))].slice(0, NAMES);
  return `Songs by ${names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : (names[0] ?? "")}`;
}
