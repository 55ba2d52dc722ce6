import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useSettings } from "@/api/settings";
import { allowSingleKeys, listenToShortcuts, useShortcut } from "@/lib/shortcuts";
import { ShortcutSheet } from "./ShortcutSheet";

const Palette = lazy(() => import("./Palette"));

const PATIENCE_MS = 3_000;

function focusComposer(): boolean {
  const composer = document.querySelector<HTMLElement>("[data-composer]");
  composer?.focus();
  return composer !== null;
}

/** The chat page may still have to load: asks once a frame until its composer stands. */
function focusWhenThere(since = performance.now()): void {
  requestAnimationFrame(() => {
    if (!focusComposer() && performance.now() - since < PATIENCE_MS) focusWhenThere(since);
  });
}

/** The app's own keys: the palette, the sheet, and the way to the composer. Pages add theirs. */
export function AppKeys() {
  const navigate = useNavigate();
  const singleKeys = useSettings().data?.singleKeyShortcuts ?? true;
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const close = () => setOpen(null);

  useEffect(listenToShortcuts, []);
  useEffect(() => allowSingleKeys(singleKeys), [singleKeys]);

  useShortcut("mod+k", "Go anywhere, do anything", () => setOpen("palette"));
  useShortcut("?", "Show these keys", () => setOpen("sheet"));
  useShortcut("/", "Write to EchoTune", () => {
    if (focusComposer()) return;
    void navigate("/chat");
    focusWhenThere();
  });

  return (
    <>
      <ShortcutSheet open={open === "sheet"} onClose={close} />
      {open === "palette" && (
        <Suspense fallback={null}>
          <Palette onClose={close} />
        </Suspense>
      )}
    </>
  );
}
