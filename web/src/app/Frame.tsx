import { Suspense, useCallback, useMemo, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { RailContext } from "@/components/Rail";
import { SettlingRings } from "@/components/states";
import { DemoBanner } from "./DemoBanner";
import { useInDemo } from "./useInDemo";
import { PlacesRail, PlacesTabs, YourPages } from "./Places";
import styles from "./Frame.module.css";

function PageWait() {
  return (
    <>
      <h1 className="sr">EchoTune</h1>
      <SettlingRings what="the page" />
    </>
  );
}

/** Places on the left, the page, and a rail on the right where the page asks for one. */
export function Frame() {
  const { pathname } = useLocation();
  const demo = useInDemo();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [claims, setClaims] = useState(0);

  const claim = useCallback(() => {
    setClaims((now) => now + 1);
    return () => setClaims((now) => now - 1);
  }, []);
  const rail = useMemo(() => ({ element, claim }), [element, claim]);

  // The first visit only: a banner that came later would push the whole page down.
  if (demo === undefined) {
    return (
      <main>
        <PageWait />
      </main>
    );
  }
  return (
    <RailContext value={rail}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <div className={styles.frame} data-demo={demo || undefined} data-rail={claims > 0 || undefined}>
        {demo && <DemoBanner />}
        <PlacesRail />
        <main id="page" tabIndex={-1} className={styles.page}>
          <YourPages />
          <Suspense key={pathname.split("/")[1]} fallback={<PageWait />}>
            <Outlet />
          </Suspense>
        </main>
        <aside ref={setElement} className={styles.rail} aria-label="Beside the page" hidden={claims === 0} />
        <PlacesTabs />
      </div>
    </RailContext>
  );
}
