import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { account, problem, running } from "@/test/listening";
import { renderPage, serve } from "@/test/page";
import { Landing } from "./Landing";

const newcomer = { ...account, hasHistory: false };
const zip = new File(["PK"], "my_spotify_data.zip", { type: "application/zip" });

/** An XMLHttpRequest that answers when told to; `sent` is the form it carried. */
class FakeUpload {
  static last: FakeUpload;
  upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = "";
  form: FormData | null = null;
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  open() {}
  setRequestHeader() {}
  getResponseHeader = () => null;
  abort = () => this.onabort();
  send(form: FormData) {
    this.form = form;
    FakeUpload.last = this;
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload();
  }
}

describe("the landing page", () => {
  beforeEach(() => {
    vi.stubGlobal("XMLHttpRequest", FakeUpload);
    serve({ "GET /api/imports": { body: { imports: [] } } });
    renderPage(<Landing account={newcomer} />, { path: "/" });
  });

  it("takes an export, tells how much is handed over, and goes to its import", async () => {
    await userEvent.upload(screen.getByLabelText("Files of your export"), zip);
    await waitFor(() => expect(FakeUpload.last.form?.getAll("files")).toHaveLength(1));
    FakeUpload.last.upload.onprogress?.({ lengthComputable: true, loaded: 34, total: 100 });
    expect(await screen.findByText("Handing over your export, 34 %")).toBeInTheDocument();
    FakeUpload.last.answer(202, running);
    expect(await screen.findByText("elsewhere")).toBeInTheDocument();
  });

  it("takes files dropped anywhere, and shows that it would", async () => {
    const dataTransfer = { types: ["Files"], files: [zip] };
    fireEvent.dragEnter(window, { dataTransfer });
    expect(screen.getByText("Let go, and EchoTune reads it.")).toBeInTheDocument();
    fireEvent.drop(window, { dataTransfer });
    expect(screen.queryByText("Let go, and EchoTune reads it.")).not.toBeInTheDocument();
    expect(await screen.findByText(/Handing over your export/)).toBeInTheDocument();
  });

  it("says in the server's words why a file was not taken, and can try another", async () => {
    await userEvent.upload(screen.getByLabelText("Files of your export"), zip);
    await screen.findByText(/Handing over/);
    FakeUpload.last.answer(409, problem);
    expect(await screen.findByRole("alert")).toHaveTextContent("That could not be taken. The database is being upgraded. Nothing was changed.");
    expect(screen.getByRole("button", { name: "Choose your export" })).toBeEnabled();
  });

  it("stops handing over without calling it an error", async () => {
    await userEvent.upload(screen.getByLabelText("Files of your export"), zip);
    await userEvent.click(await screen.findByRole("button", { name: "Stop" }));
    expect(await screen.findByRole("button", { name: "Choose your export" })).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("explains how to ask Spotify for the export", async () => {
    await userEvent.click(screen.getByRole("button", { name: "No export yet? How to ask for it" }));
    const dialog = await screen.findByRole("dialog", { name: "Ask Spotify for your history" });
    expect(dialog).toHaveTextContent("Extended streaming history");
  });
});
