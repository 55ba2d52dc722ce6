/** Ways to hand over an export: a button, or dropping it anywhere on the page. */
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { Button, type ButtonTone } from "./Button";
import styles from "./files.module.css";

const ACCEPTED = ".zip,.json,.csv,application/zip,application/json,text/csv";

export function ChooseFiles({ onFiles, tone, big, children }: { onFiles: (files: File[]) => void; tone?: ButtonTone; big?: boolean; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button tone={tone} big={big} icon="upload" onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Files of your export"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // choosing the same file again must count
        }}
      />
    </>
  );
}

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** The whole window takes files; while they hover, it says so. */
export function DropAnywhere({ onFiles, disabled = false }: { onFiles: (files: File[]) => void; disabled?: boolean }) {
  const [over, setOver] = useState(false);
  const accept = useEffectEvent(onFiles);

  useEffect(() => {
    if (disabled) return;
    let depth = 0; // dragenter and dragleave also come from every child
    const hovering = (change: number) => (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = Math.max(0, depth + change);
      setOver(depth > 0);
    };
    const enter = hovering(1);
    const leave = hovering(-1);
    const hover = (event: DragEvent) => carriesFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      accept([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", hover);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("drop", drop);
    };
  }, [disabled]);

  return over ? (
    <div className={styles.over} aria-hidden="true">
      <p className="display">Let go, and EchoTune reads it.</p>
    </div>
  ) : null;
}
