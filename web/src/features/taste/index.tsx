import { useAccount } from "@/api/account";
import { useTaste } from "@/api/taste";
import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { EmptyState, ErrorState } from "@/components/states";
import { Beliefs } from "./Beliefs";
import { Corrections } from "./Corrections";
import { Hero } from "./Hero";
import { HowItChooses } from "./HowItChooses";
import { TasteSkeleton } from "./TasteSkeleton";
import styles from "./Taste.module.css";

/** What is believed about a listener, from which plays, and how to correct it. */
export default function TastePage() {
  const taste = useTaste();
  const account = useAccount();
  if (taste.isError && !taste.data) {
    return (
      <div className="page">
        <PageHeading title="You">You</PageHeading>
        <ErrorState error={taste.error} title="Your taste could not be read." safe="Your plays and corrections are stored." onRetry={() => void taste.refetch()} />
      </div>
    );
  }
  if (!taste.data) return <TasteSkeleton />;
  if (taste.data.totals.plays === 0) {
    return (
      <div className="page">
        <PageHeading title="You">Nothing is believed yet.</PageHeading>
        <EmptyState
          title="Here stands what your plays say about you."
          action={
            <ButtonLink to="/import" tone="solid" icon="upload">
              Choose your export
            </ButtonLink>
          }
        >
          <p>Each line comes with its counts and dates, and can be boosted, muted or blocked.</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="page">
      <Hero taste={taste.data} />
      <HowItChooses />
      <div className={styles.columns}>
        <Beliefs beliefs={taste.data.beliefs} />
        <Corrections corrections={taste.data.corrections} timeZone={account.data?.timeZone} />
      </div>
    </div>
  );
}
