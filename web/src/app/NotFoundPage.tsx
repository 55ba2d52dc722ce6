import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";

export function NotFoundPage() {
  return (
    <div className="page">
      <PageHeading title="Not here">Nothing lives at this address.</PageHeading>
      <p className="lede" style={{ margin: "8px 0 24px" }}>
        It may have been removed, or the link is incomplete.
      </p>
      <ButtonLink to="/" tone="solid">
        Go to EchoTune
      </ButtonLink>
    </div>
  );
}
