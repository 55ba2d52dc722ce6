import { PageHeading } from "@/components/page";

export default function InsightsPage() {
  return (
    <div className="page">
      <PageHeading title="Insights">Insights</PageHeading>
    </div>
  );
}
