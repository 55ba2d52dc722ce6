import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { reachability } from "@/api/reachability";
import { account, problem, running } from "@/test/listening";
import { renderPage, serve, type Answer } from "@/test/page";
import type { Import } from "@/api/types";
import ImportPage from "./ImportPage";
import { fileTitle, fileTitles } from "./words";

// jsdom has no EventSource, so these pages live by polling: the way for wherever a stream does not get through.
function show(first: Partial<Import>, later: Record<string, Answer> = {}) {
  const sent = serve({ "GET /api/account": { body: account }, "GET /api/imports/i1": { body: { ...running, ...first } }, ...later });
  renderPage(<ImportPage />, { at: "/import/i1", path: "/import/:importId" });
  return sent;
}

describe("an import's page", () => {
  it("says what is read, how fast, and what is already in sight", async () => {
    show({});
    expect(await screen.findByRole("heading", { level: 1, name: "Reading 2014." })).toBeInTheDocument();
    expect(screen.getByRole("progressbar", { name: "Import" })).toHaveAttribute("aria-valuenow", "58");
    expect(screen.getByText("55,289 of 63,298 rows")).toBeInTheDocument();
    expect(screen.getByText("9,800 rows a second, about 13 s left")).toBeInTheDocument();
    expect(await screen.findByText("3 May 2010, 07:41")).toBeInTheDocument();
    expect(screen.getByText("12,871 of 20,880")).toBeInTheDocument();
  });

  it("gives the years that the files promise their grooves at once", async () => {
    show({});
    const rings = await screen.findByRole("img", { name: /Plays by year so far, 2010: 100, 2011: 300; reading 2014/ });
    expect(rings.querySelectorAll("circle")).toHaveLength(6); // 2010 to 2015
    expect(rings.querySelectorAll("path")).toHaveLength(2);
  });

  it("follows the import to its end without a reload", async () => {
    let asked = 0;
    serve({ "GET /api/account": { body: account }, "GET /api/imports/i1": () => ({ body: asked++ ? { ...running, status: "done", percent: 100 } : running }) } as never);
    renderPage(<ImportPage />, { at: "/import/i1", path: "/import/:importId" });
    await screen.findByText("Reading 2014.");
    expect(await screen.findByRole("heading", { name: "Your history is here." }, { timeout: 3_000 })).toBeInTheDocument();
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
  });

  it("tells a server that stops from a line that is cut, and goes on when it is back", async () => {
    const opened: EventTarget[] = [];
    vi.stubGlobal(
      "EventSource",
      class extends EventTarget {
        onmessage?: (event: MessageEvent<string>) => void;
        close = () => undefined;
        constructor() {
          super();
          opened.push(this);
          this.addEventListener("message", (event) => this.onmessage?.(event as MessageEvent<string>));
        }
      },
    );
    show({});
    await screen.findByText("Reading 2014.");
    opened[0]?.dispatchEvent(new MessageEvent("stopping", { data: '"The server stops."' }));
    expect(reachability.isReachable()).toBe(false);
    opened[0]?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ ...running, status: "done", percent: 100 }) }));
    expect(reachability.isReachable()).toBe(true);
    expect(await screen.findByRole("heading", { name: "Your history is here." })).toBeInTheDocument();
    vi.unstubAllGlobals();
  });

  it("counts what was set aside by reason and hands the rows over", async () => {
    show({ status: "done" });
    const why = await screen.findByText("Why 178 rows were set aside");
    await userEvent.click(why);
    const reasons = within(why.closest("details") as HTMLElement);
    expect(reasons.getByText("A time that cannot be read").nextSibling).toHaveTextContent("100");
    expect(reasons.getByText("something new").nextSibling).toHaveTextContent("78");
    expect(reasons.getByRole("link", { name: /CSV/ })).toHaveAttribute("href", "/api/imports/i1/rejected.csv");
  });

  it("cancels, and shows at once that it is stopping", async () => {
    const sent = show({}, { "POST /api/imports/i1/cancel": { body: { ...running, status: "cancelling" } } });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("heading", { name: "Stopping." })).toBeInTheDocument();
    expect(sent).toContainEqual({ method: "POST", path: "/api/imports/i1/cancel", body: {} });
  });

  it("says what broke, what is safe, and goes on where it stopped", async () => {
    const error = { code: "bad_archive", message: "The ZIP ends in the middle of a file." };
    const sent = show({ status: "failed", error }, { "POST /api/imports/i1/resume": { body: { ...running, status: "waiting", waitingFor: "“other.zip” is being imported." } } });
    expect(await screen.findByText("The ZIP ends in the middle of a file. What was read until then is kept.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Go on where it stopped" }));
    expect(await screen.findByRole("heading", { name: "Waiting for its turn." })).toBeInTheDocument();
    expect(sent.map(({ path }) => path)).toContain("/api/imports/i1/resume");
  });

  it("shows the server's sentence and request id when the import cannot be shown", async () => {
    show({}, { "GET /api/imports/i1": { status: 409, body: problem } });
    expect(await screen.findByText("The database is being upgraded.")).toBeInTheDocument();
    expect(screen.getByText("Request 4f1c2a90")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  it("does not promise anything about an export without plays", async () => {
    show({ status: "done", stored: 0, duplicate: 0, rejected: 0, rings: [], early: null });
    expect(await screen.findByText(/There was no play in it/)).toBeInTheDocument();
  });
});

describe("a file's title", () => {
  const file = (name: string) => ({ name, label: "", kind: "history", status: "done", rows: 0, rowsTotal: null, note: null }) as const;
  const title = (name: string) => fileTitle(file(name));

  it("is its years where its name tells them, and else its name without folders", () => {
    expect(title("MyData/Streaming_History_Audio_2015-2017_3.json")).toBe("Audio 2015–2017");
    expect(title("Streaming_History_Video_2024.json")).toBe("Video 2024");
    expect(title("MyData/endsong_2.json")).toBe("endsong_2.json");
  });

  it("tells two files of one year apart", () => {
    const files = ["Streaming_History_Audio_2020_7.json", "endsong_0.json", "Streaming_History_Audio_2020_8.json"].map(file);
    expect([...fileTitles(files).values()]).toEqual(["Audio 2020, part 1", "endsong_0.json", "Audio 2020, part 2"]);
  });
});

it("folds a long export into what is read and what waits", async () => {
  const file = (index: number, status: "done" | "reading" | "waiting") => ({ ...(running.files[0] as Import["files"][number]), name: `endsong_${index}.json`, status, rows: 10 });
  show({ files: [...Array.from({ length: 9 }, (_, index) => file(index, "done")), file(9, "reading"), file(10, "waiting"), file(11, "waiting")] });
  expect(await screen.findByText("9 files read")).toBeInTheDocument();
  expect(screen.getByText("90")).toBeInTheDocument();
  expect(screen.getByText("2 files wait")).toBeInTheDocument();
  expect(screen.getByText("endsong_9.json")).toBeVisible();
  expect(screen.getByText("endsong_0.json")).not.toBeVisible();
});
