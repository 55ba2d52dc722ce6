import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request, toApiError, Unreachable } from "./client";
import { keys } from "./queries";
import type { Import, ImportStatus } from "./types";

const TERMINAL: readonly ImportStatus[] = ["done", "failed", "cancelled"];

export const isOver = (status: ImportStatus): boolean => TERMINAL.includes(status);

export const rejectedCsvUrl = (importId: string): string => `/api/imports/${importId}/rejected.csv`;

export function useImports() {
  return useQuery({
    queryKey: keys.imports,
    queryFn: async ({ signal }) => (await request<{ imports: Import[] }>("/api/imports", { signal })).imports,
  });
}

function useAction(path: (importId: string) => string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (importId: string) => request<Import>(path(importId), { method: "POST", body: {} }),
    onSuccess: (changed) => {
      client.setQueryData(keys.import(changed.importId), changed);
      void client.invalidateQueries({ queryKey: keys.imports, exact: true });
    },
  });
}

export const useCancelImport = () => useAction((importId) => `/api/imports/${importId}/cancel`);
export const useResumeImport = () => useAction((importId) => `/api/imports/${importId}/resume`);

/** Sends the files; `onSent` hears the share that has left this browser (0..1), which fetch cannot tell. */
export function sendFiles(files: readonly File[], onSent: (share: number) => void, signal?: AbortSignal): Promise<Import> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const upload = new XMLHttpRequest();
    upload.open("POST", "/api/imports");
    upload.setRequestHeader("Accept", "application/json");
    upload.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total);
    upload.onload = () => {
      if (upload.status >= 200 && upload.status < 300) resolve(JSON.parse(upload.responseText) as Import);
      else reject(toApiError(upload.status, upload.responseText, upload.getResponseHeader("X-Request-Id")));
    };
    upload.onerror = () => reject(new Unreachable());
    upload.onabort = () => reject(new DOMException("Stopped", "AbortError"));
    signal?.addEventListener("abort", () => upload.abort());
    upload.send(form);
  });
}
