import type { Insight } from "@/api/types";
import { saveFile, toCsv } from "@/lib/csv";
import { Figure } from "../Figure";
import { Scope } from "../Scope";
import { InsightDrawing } from "./InsightDrawing";
import { tableOf } from "./view";

export interface InsightFigureProps {
  insight: Insight;
  /** The address of the numbers; without it the file is made here. */
  csvHref?: string;
  onPlay?: () => void;
  onAsk?: () => void;
  /** Where several figures share one scope it stands once, over them. */
  withScope?: boolean;
  /** How many rows of a ranking are drawn; the table has them all. */
  rows?: number;
  className?: string;
}

/** A whole insight: sentence, note, drawing, table twin, scope, follow-ups. */
export function InsightFigure({ insight, csvHref, onPlay, onAsk, withScope, rows, className }: InsightFigureProps) {
  return (
    <Figure
      sentence={insight.sentence}
      note={insight.note}
      table={insight.rows.length > 0 ? tableOf(insight) : undefined}
      csvHref={csvHref}
      onCsv={csvHref ? undefined : () => saveFile(`${insight.title}.csv`, "text/csv", csvOf(insight))}
      scope={withScope ? <Scope>{insight.scope}</Scope> : undefined}
      onPlay={onPlay}
      onAsk={onAsk}
      className={className}
    >
      <InsightDrawing insight={insight} rows={rows} />
    </Figure>
  );
}

const csvOf = ({ columns, rows }: Insight): string => toCsv(columns.map(({ label }) => label), rows);
