import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router/dom";
import { prefetchAccount } from "@/api/account";
import { prefetchStarters } from "@/api/chat";
import { prefetchInsights } from "@/api/insights";
import { makeQueryClient } from "@/api/queries";
import { ToastProvider } from "@/components/toast";
import { makeRouter } from "./routes";

function startClient(): QueryClient {
  const client = makeQueryClient();
  void prefetchAccount(client);
  if (window.location.pathname === "/chat") void prefetchStarters(client);
  if (window.location.pathname === "/insights") prefetchInsights(client);
  return client;
}

export function App() {
  const [client] = useState(startClient);
  const [router] = useState(makeRouter);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>
  );
}
