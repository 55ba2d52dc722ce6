import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useInsight } from "@/api/insights";
import type { InsightCatalogue } from "@/api/types";
import { Figures } from "@/components/charts/Figures";
import { figuresView } from "@/components/insight/view";
import { Button } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { Scope } from "@/components/Scope";
import { Segmented } from "@/components/Segmented";
import { EmptyState, ErrorState, Skeleton } from "@/components/states";
import { CustomPeriod } from "./CustomPeriod";
import { InsightSection } from "./InsightSection";
import { halves, spans } from "./layout";
import { ALL, CUSTOM, headline, periodOptions, readPeriod, type Record } from "./period";
import styles from "./Insights.module.css";

const OVER_TIME = "plays-over-time";

export function InsightsBody({ record, catalogue }: { record: Record; catalogue: InsightCatalogue["insights"] }) {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(false);
  const period = readPeriod(search, record);
  const days = { from: period.from, to: period.to };
  const totals = useInsight("totals", days);
  const overTime = useInsight(OVER_TIME, days);
  const plays = totals.data?.rows.find((row) => row[0] === "Plays")?.[1];
  const before = overTime.data?.comparison?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0) ?? null;
  const widths = spans(catalogue.map(({ kind }) => kind));
  const half = halves(catalogue.map(({ kind }) => kind));
  const none = plays === 0;

  function choose(choice: string) {
    if (choice === CUSTOM) setChoosing(true);
    else setSearch({ period: choice }, { preventScrollReset: true });
  }

  return (
    <div className="page">
      <header className={styles.head}>
        <PageHeading title="Insights">{typeof plays === "number" && overTime.data ? headline(period, record, plays, before) : <Skeleton height="1.15em" width="14ch" />}</PageHeading>
        <Segmented label="Period" options={periodOptions(record)} value={period.choice} onChange={choose} />
        <p className={styles.lede}>{totals.data ? totals.data.sentence : <Skeleton height={24} width="52ch" />}</p>
        <div className={styles.scope}>{totals.data && <Scope>{totals.data.scope}</Scope>}</div>
      </header>
      {totals.isError && !totals.data && <ErrorState error={totals.error} onRetry={() => void totals.refetch()} />}
      {none ? (
        <EmptyState title="Nothing was played in these days." action={<Button onClick={() => choose(ALL)}>Show all of it</Button>}>
          <p>
            The record runs from {record.first} to {record.last}.
          </p>
        </EmptyState>
      ) : (
        <>
          <div className={styles.totals}>{totals.data && <Figures figures={figuresView(totals.data)} />}</div>
          <div className={styles.grid}>
            {catalogue.map(({ name, kind, title }, index) => (
              <InsightSection
                key={name}
                name={name}
                kind={kind}
                title={title}
                days={days}
                columns={widths[index] ?? 12}
                half={half[index] ?? false}
                onChat={(ask, send) => void navigate("/chat", { state: { ask, send } })}
              />
            ))}
          </div>
        </>
      )}
      <CustomPeriod
        open={choosing}
        record={record}
        from={period.from}
        to={period.to}
        onClose={() => setChoosing(false)}
        onChoose={(from, to) => {
          setChoosing(false);
          setSearch({ period: CUSTOM, from, to }, { preventScrollReset: true });
        }}
      />
    </div>
  );
}
