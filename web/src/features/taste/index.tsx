import { PageHeading } from "@/components/page";

export default function TastePage() {
  return (
    <div className="page">
      <PageHeading title="You">You</PageHeading>
    </div>
  );
}
