import { artistId, type CorrectionTarget } from "@/api/taste";
import type { Belief } from "@/api/types";

/** What a belief's buttons correct; null where a belief is about no artist, track or genre. */
export function targetOf({ kind, target, title }: Belief): CorrectionTarget | null {
  if (target === null) return null;
  if (kind === "artist") return { kind, id: artistId(target), label: target };
  if (kind === "genre") return { kind, id: target, label: target };
  return kind === "track" ? { kind, id: target, label: title } : null;
}
