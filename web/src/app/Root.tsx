import { Outlet, ScrollRestoration } from "react-router";
import { AppKeys } from "./AppKeys";
import { FirstVisit } from "./FirstVisit";
import { ReachNotice } from "./ReachNotice";

/** Around every page, the landing page included. */
export function Root() {
  return (
    <>
      <Outlet />
      <ReachNotice />
      <AppKeys />
      <FirstVisit />
      <ScrollRestoration />
    </>
  );
}
