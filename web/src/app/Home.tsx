import { lazy, Suspense } from "react";
import { Navigate } from "react-router";
import { useAccount } from "@/api/account";
import { ErrorState, SettlingRings } from "@/components/states";
import { usePage } from "@/components/page";

const loadLanding = () => import("@/features/landing");
const Landing = lazy(loadLanding);

// Whoever opens `/` most likely sees it: fetched beside the account, not after it.
if (window.location.pathname === "/") void loadLanding();

function Wait() {
  return (
    <main>
      <h1 className="sr">EchoTune</h1>
      <SettlingRings what="EchoTune" />
    </main>
  );
}

/** `/`: the landing page until there is a history, the conversation from then on. */
export function Home() {
  const account = useAccount();
  usePage("EchoTune", { focus: false });
  if (account.data?.hasHistory) return <Navigate to="/chat" replace />;
  if (account.data) {
    return (
      <Suspense fallback={<Wait />}>
        <Landing account={account.data} />
      </Suspense>
    );
  }
  if (account.isError) {
    return (
      <main className="page">
        <h1 className="sr">EchoTune</h1>
        <ErrorState error={account.error} title="EchoTune could not open." onRetry={() => void account.refetch()} />
      </main>
    );
  }
  return <Wait />;
}
