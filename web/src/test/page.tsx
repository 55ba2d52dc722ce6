/** Renders a page as the app would, against a server that is a table of answers. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";
import { makeQueryClient } from "@/api/queries";
import { ToastProvider } from "@/components/toast";

export interface Answer {
  status?: number;
  body: unknown;
}

export interface SentRequest {
  method: string;
  path: string;
  body: unknown;
}

/** Answers by "METHOD /path"; a function sees the sent body. Unknown addresses are 404. Returns what was sent. */
export function serve(answers: Record<string, Answer | ((body: unknown) => Answer)>): SentRequest[] {
  const sent: SentRequest[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    sent.push({ method, path, body });
    const found = answers[`${method} ${path}`] ?? { status: 404, body: { code: "not_found", detail: "There is nothing here.", requestId: "req-404" } };
    const answer = typeof found === "function" ? found(body) : found;
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 }));
  });
  return sent;
}

export function renderPage(page: ReactElement, { at = "/", path = "*" } = {}): RenderResult {
  const router = createMemoryRouter(
    [
      { path, element: page },
      { path: "*", element: <p>elsewhere</p> },
    ],
    { initialEntries: [at] },
  );
  return render(
    <QueryClientProvider client={makeQueryClient()}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>,
  );
}
