import { insightCsvUrl, useInsight, type PeriodDays } from "@/api/insights";
import type { InsightKind } from "@/api/types";
import { InsightFigure } from "@/components/insight/InsightFigure";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { playSentence } from "./playing";
import styles from "./Insights.module.css";

const BODY_PX: { [kind in InsightKind]: number } = { bars: 232, line: 232, heatmap: 287, ranking: 284, figure: 60 };
const SHOWN_RANKS = 6;

export interface InsightSectionProps {
  name: string;
  kind: InsightKind;
  title: string;
  days: PeriodDays;
  columns: number;
  /** Shares a row where there are two columns. */
  half: boolean;
  /** Continues in the chat with a sentence: to be finished, or sent at once. */
  onChat: (sentence: string, send: boolean) => void;
}

/** One figure of the page: it waits, fails and is asked again by itself. */
export function InsightSection({ name, kind, title, days, columns, half, onChat }: InsightSectionProps) {
  const insight = useInsight(name, days);
  const span = { "--columns": columns };
  if (insight.data) {
    const { data } = insight;
    const play = playSentence(data);
    return (
      <div className={styles.cell} style={span} data-half={half || undefined} data-stale={insight.isPlaceholderData || undefined}>
        <InsightFigure
          className={styles.figure}
          insight={data}
          rows={SHOWN_RANKS}
          csvHref={insightCsvUrl(name, days)}
          onPlay={play ? () => onChat(play, true) : undefined}
          onAsk={data.rows.length ? () => onChat(data.ask, false) : undefined}
        />
      </div>
    );
  }
  return (
    <section className={`${styles.cell} ${styles.waiting}`} style={span} data-half={half || undefined} aria-label={title}>
      {insight.isError ? (
        <ErrorState error={insight.error} title={`${title} could not be counted.`} onRetry={() => void insight.refetch()} />
      ) : (
        <Loading what={title}>
          <Skeleton height={26} width="70%" />
          <div className={styles.gap} />
          <Skeleton height={BODY_PX[kind]} />
          <div className={styles.tools} />
        </Loading>
      )}
    </section>
  );
}
