import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { allowSingleKeys, listenToShortcuts, useShortcut, useShortcutList } from "./shortcuts";

function Page({ onKey, keys = "/" }: { onKey: () => void; keys?: string }) {
  useShortcut(keys, "Write to EchoTune", onKey);
  const list = useShortcutList();
  return (
    <>
      <input aria-label="text" />
      <output>{list.map(({ label }) => label).join()}</output>
    </>
  );
}

describe("shortcuts", () => {
  let stop = () => {};
  afterEach(() => {
    stop();
    allowSingleKeys(true);
  });

  it("runs a key and lists it under its words, for as long as its page stands", () => {
    stop = listenToShortcuts();
    const onKey = vi.fn();
    const { unmount } = render(<Page onKey={onKey} />);
    fireEvent.keyDown(document.body, { key: "/" });
    expect(onKey).toHaveBeenCalledOnce();
    expect(screen.getByText("Write to EchoTune")).toBeInTheDocument();
    unmount();
    fireEvent.keyDown(document.body, { key: "/" });
    expect(onKey).toHaveBeenCalledOnce();
  });

  it("leaves single letters alone while one is typing, and when they are turned off", () => {
    stop = listenToShortcuts();
    const onKey = vi.fn();
    render(<Page onKey={onKey} />);
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "/" });
    allowSingleKeys(false);
    fireEvent.keyDown(document.body, { key: "/" });
    expect(onKey).not.toHaveBeenCalled();
  });

  it("hears combinations everywhere, by Ctrl or by Cmd", () => {
    stop = listenToShortcuts();
    allowSingleKeys(false);
    const onKey = vi.fn();
    render(<Page onKey={onKey} keys="mod+k" />);
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "k", ctrlKey: true });
    fireEvent.keyDown(document.body, { key: "k", metaKey: true });
    fireEvent.keyDown(document.body, { key: "k" });
    expect(onKey).toHaveBeenCalledTimes(2);
  });
});
