import { useSearchParams } from "react-router";
import { TOTALS, useInsight, useInsightCatalogue } from "@/api/insights";
import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { EmptyState, ErrorState } from "@/components/states";
import { InsightsBody } from "./InsightsBody";
import { PageSkeleton } from "./PageSkeleton";
import type { Record } from "./period";
import type { Insight } from "@/api/types";

/** Everything that was counted, for one period. */
export default function InsightsPage() {
  const whole = useInsight(TOTALS, {});
  const catalogue = useInsightCatalogue({});
  const [search] = useSearchParams();
  const failed = whole.isError ? whole : catalogue.isError ? catalogue : null;
  if (failed) {
    return (
      <div className="page">
        <PageHeading title="Insights">Insights</PageHeading>
        <ErrorState error={failed.error} title="Your plays could not be counted." safe="All of them are stored." onRetry={() => void failed.refetch()} />
      </div>
    );
  }
  if (!whole.data || !catalogue.data) return <PageSkeleton />;
  const record = recordOf(whole.data);
  if (!record) {
    return (
      <div className="page">
        <PageHeading title="Insights">No plays yet.</PageHeading>
        <EmptyState
          title="Here your plays are counted."
          action={
            <ButtonLink to="/import" tone="solid" icon="upload">
              Choose your export
            </ButtonLink>
          }
        >
          <p>When, what and how you listen, by day and by year, with every number as a table too. It fills while an import runs.</p>
        </EmptyState>
      </div>
    );
  }
  return <InsightsBody key={search.get("period") === null ? "start" : "chosen"} record={record} catalogue={catalogue.data.insights.filter(({ name }) => name !== TOTALS)} />;
}

/** First and last day from the totals of all there is. */
function recordOf({ rows }: Insight): Record | null {
  const day = (name: string) => rows.find((row) => row[0] === name)?.[1];
  const [first, last] = [day("First play"), day("Last play")];
  return typeof first === "string" && typeof last === "string" ? { first, last } : null;
}
