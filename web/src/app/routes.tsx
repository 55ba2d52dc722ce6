import { lazy } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { Frame } from "./Frame";
import { Home } from "./Home";
import { NeedsHistory } from "./NeedsHistory";
import { NotFoundPage } from "./NotFoundPage";
import { PlaylistsPage } from "./PlaylistsPage";
import { Root } from "./Root";
import { RouteError } from "./RouteError";

const load = {
  "/chat": () => import("@/features/chat"),
  "/insights": () => import("@/features/insights"),
  "/you": () => import("@/features/taste"),
  "/taste/time-machine": () => import("@/features/time-machine"),
};
const ChatPage = lazy(load["/chat"]);
const InsightsPage = lazy(load["/insights"]);
const TastePage = lazy(load["/you"]);
const TimeMachinePage = lazy(load["/taste/time-machine"]);

// The page of this address is fetched beside the account, not after it.
for (const [path, page] of Object.entries(load)) if (window.location.pathname.startsWith(path)) void page();

const ImportsPage = lazy(() => import("@/features/imports"));
const ImportPage = lazy(() => import("@/features/imports/ImportPage"));
const SettingsPage = lazy(() => import("@/features/settings"));
const SentPage = lazy(() => import("@/features/sent"));

/** Every address of the app. A feature's index is its page, and each is a file of its own in the build. */
export const ROUTES: RouteObject[] = [
  {
    element: <Root />,
    errorElement: <RouteError />,
    children: [
      { path: "/", element: <Home /> },
      {
        element: <Frame />,
        children: [
          {
            errorElement: <RouteError />,
            children: [
              {
                element: <NeedsHistory />,
                children: [
                  { path: "chat/:sessionId?", element: <ChatPage /> },
                  { path: "insights", element: <InsightsPage /> },
                  { path: "you", element: <TastePage /> },
                  { path: "taste/time-machine", element: <TimeMachinePage /> },
                ],
              },
              { path: "playlists", element: <PlaylistsPage /> },
              { path: "import", element: <ImportsPage /> },
              { path: "import/:importId", element: <ImportPage /> },
              { path: "settings", element: <SettingsPage /> },
              { path: "settings/sent", element: <SentPage /> },
              { path: "*", element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

export const makeRouter = () => createBrowserRouter(ROUTES);
