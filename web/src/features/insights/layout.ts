/** Figures side by side in twelve columns, in their order: each kind has a natural width, and a row is filled to its end. */
import type { InsightKind } from "@/api/types";

const COLUMNS = 12;
const NATURAL: { [kind in InsightKind]: number } = { bars: 8, line: 4, heatmap: 7, ranking: 5, figure: 12 };

/** Between phone and desk there are two columns: narrow neighbours share a row, all others have one of their own. */
export function halves(kinds: readonly InsightKind[]): boolean[] {
  const found: boolean[] = [];
  for (const [at, kind] of kinds.entries()) {
    if (found.length > at) continue;
    const next = kinds[at + 1];
    const paired = next !== undefined && NATURAL[kind] <= COLUMNS / 2 && NATURAL[next] <= COLUMNS / 2;
    found.push(...(paired ? [true, true] : [false]));
  }
  return found;
}

export function spans(kinds: readonly InsightKind[]): number[] {
  const found: number[] = [];
  let row: number[] = [];
  const close = () => {
    const spare = COLUMNS - row.reduce((sum, width) => sum + width, 0);
    found.push(...row.map((width, at) => width + Math.floor(spare / row.length) + (at < spare % row.length ? 1 : 0)));
    row = [];
  };
  for (const kind of kinds) {
    const width = NATURAL[kind];
    if (row.length && row.reduce((sum, other) => sum + other, 0) + width > COLUMNS) close();
    row.push(width);
  }
  if (row.length) close();
  return found;
}
