import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref, useImperativeHandle } from "react";
import { IconButton } from "@/components/Button";
import { useShortcut } from "@/lib/shortcuts";
import { keepDraft, readDraft } from "./drafts";
import { ModelPicker } from "./ModelPicker";
import styles from "./Composer.module.css";

export interface ComposerHandle {
  /** Puts a sentence there to be finished, with the caret at its end. */
  prepare: (text: string) => void;
  focus: () => void;
}

export interface ComposerProps {
  /** Drafts are kept by conversation. */
  conversation: string;
  placeholder: string;
  busy: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
  /** Takes the focus when it appears, where that opens no on-screen keyboard. */
  focus?: boolean;
  ref?: Ref<ComposerHandle>;
}

const TALLEST_PX = 200;
const LONGEST = 2000;

export function Composer({ conversation, placeholder, busy, onSend, onStop, focus, ref }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(conversation));
  const ready = text.trim().length > 0 && !busy;

  useShortcut("/", "Write a message", () => field.current?.focus());
  useImperativeHandle(ref, () => ({
    prepare: (sentence) => {
      setText(sentence);
      keepDraft(conversation, sentence);
      requestAnimationFrame(() => {
        field.current?.focus();
        field.current?.setSelectionRange(sentence.length, sentence.length);
      });
    },
    focus: () => field.current?.focus(),
  }));

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(TALLEST_PX, box.scrollHeight)}px`;
    box.style.overflowY = box.scrollHeight > TALLEST_PX ? "auto" : "hidden";
  }, [text]);

  useEffect(() => {
    if (focus && window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [focus]);

  const stopByKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || !busy) return;
    event.preventDefault();
    onStop();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => stopByKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  function write(next: string) {
    setText(next);
    keepDraft(conversation, next);
  }

  function send() {
    if (!ready) return;
    onSend(text.trim());
    write("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onClick={(event) => event.target === event.currentTarget && field.current?.focus()}
    >
      <textarea
        ref={field}
        data-composer
        className={styles.field}
        rows={1}
        maxLength={LONGEST}
        aria-label="Message"
        placeholder={placeholder}
        enterKeyHint="send"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ModelPicker />
      {busy ? (
        <IconButton icon="stop" filled label="Stop" className={styles.stop} onClick={onStop} />
      ) : (
        <IconButton type="submit" icon="send" label="Send" className={`${styles.send} ${ready ? styles.ready : ""}`} aria-disabled={!ready} />
      )}
    </form>
  );
}
