import { describe, expect, it, vi } from "vitest";
import { problem } from "@/test/listening";
import { ApiError, request, toApiError, Unreachable } from "./client";
import { reachability } from "./reachability";

const answer = (body: string, status: number) => vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));

describe("the client", () => {
  it("turns a problem document into an error with its code, sentence and request id", async () => {
    answer(JSON.stringify(problem), 409);
    const error: unknown = await request("/api/taste").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, code: "not_ready", message: "The database is being upgraded.", requestId: "4f1c2a90" });
  });

  it("speaks plainly about an answer that is no problem document", () => {
    expect(toApiError(502, "<html>Bad gateway</html>", "abc")).toMatchObject({ code: "http_502", message: "The server answered with 502.", requestId: "abc" });
  });

  it("sends JSON with what changes something, as the server demands, and nothing with a GET", async () => {
    const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() => Promise.resolve(new Response("{}")));
    vi.stubGlobal("fetch", fetch);
    await request("/api/account/switch", { method: "POST", body: { kind: "demo" } });
    await request("/api/account");
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: '{"kind":"demo"}', headers: { "Content-Type": "application/json" } });
    expect(fetch.mock.calls[1]?.[1].headers).not.toHaveProperty("Content-Type");
  });

  it("knows that the server is away, and that it is back", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(request("/api/account")).rejects.toBeInstanceOf(Unreachable);
    expect(reachability.isReachable()).toBe(false);
    answer("{}", 200);
    await request("/api/account");
    expect(reachability.isReachable()).toBe(true);
  });

  it("does not call a request that we stopped an absence of the server", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("Stopped", "AbortError")));
    const stop = new AbortController();
    stop.abort();
    await expect(request("/api/account", { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(reachability.isReachable()).toBe(true);
  });

  it("gives nothing for an answer without a body", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 204 })));
    expect(await request("/api/taste/corrections/artist/x", { method: "DELETE" })).toBeUndefined();
  });
});
