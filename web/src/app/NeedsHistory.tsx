import { Outlet } from "react-router";
import { useAccount } from "@/api/account";
import { ButtonLink } from "@/components/Button";
import { EmptyState } from "@/components/states";
import { PageHeading } from "@/components/page";

/** The places that speak about plays need plays; without any they say what to do. */
export function NeedsHistory() {
  const account = useAccount();
  if (!account.data || account.data.hasHistory) return <Outlet />;
  return (
    <div className="page">
      <PageHeading title="No history yet">No history yet.</PageHeading>
      <EmptyState
        action={
          <>
            <ButtonLink to="/import" tone="solid" icon="upload">
              Choose your export
            </ButtonLink>
            <ButtonLink to="/">How it works</ButtonLink>
          </>
        }
      >
        <p>Give EchoTune the export that Spotify sends you. You can start asking as soon as the first year is read.</p>
      </EmptyState>
    </div>
  );
}
