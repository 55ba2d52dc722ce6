import { useId, useState } from "react";
import { useChangeKey, useProviders } from "@/api/providers";
import type { Provider, Settings } from "@/api/types";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { HealthMark } from "@/components/provider/HealthMark";
import { BUILT_IN, HEALTH_WORDS, healthOf } from "@/components/provider/words";
import { Segmented } from "@/components/Segmented";
import { Loading, sentenceOf, Skeleton } from "@/components/states";
import { Switch } from "@/components/Switch";
import { useToast } from "@/components/toast";
import { Group, Row } from "./Row";
import { useSave } from "./useSave";
import styles from "./Settings.module.css";

const CONTEXT = [
  { value: "0", label: "None" },
  { value: "10", label: "10" },
  { value: "20", label: "20" },
  { value: "40", label: "40" },
] as const;

/** Keys, what happens when a provider fails, and how much of a conversation one is given. */
export function LanguageModels({ settings }: { settings: Settings }) {
  const providers = useProviders();
  const save = useSave(settings);

  return (
    <div id="language-models">
      <Group title="Language models">
        <p className={styles.about}>With none of them the built-in engine answers, on this machine. A key is kept encrypted and is not shown again.</p>
        {providers.data?.providers.filter(({ name }) => name !== BUILT_IN).map((provider) => <ProviderRow key={provider.name} provider={provider} />)}
        {providers.isPending && (
          <Loading what="providers">
            <Skeleton height={64} />
            <Skeleton height={64} />
          </Loading>
        )}
        {providers.isError && !providers.data && (
          <p className={styles.about} role="alert">
            The providers could not be listed. {sentenceOf(providers.error)}{" "}
            <button type="button" className="link" onClick={() => void providers.refetch()}>
              Try again
            </button>
          </p>
        )}
        <Row
          label="If one does not answer, ask the next"
          note="Off: the built-in engine answers in its place."
          control={(ids) => (
            <Switch labelledBy={ids.label} describedBy={ids.note} checked={settings.fallback} onChange={(fallback) => save({ fallback }, fallback ? "The next one is asked." : "Only the chosen one is asked.")} />
          )}
        />
        <Row
          label="Earlier messages it is given"
          note="More lets it follow a longer thread; fewer send less."
          control={() => (
            <Segmented
              label="Earlier messages it is given"
              options={CONTEXT}
              value={String(settings.contextMessages) as (typeof CONTEXT)[number]["value"]}
              onChange={(value) => save({ contextMessages: Number(value) }, Number(value) ? `Up to ${value} earlier messages are given.` : "Each request is sent alone.")}
            />
          )}
        />
      </Group>
    </div>
  );
}

function ProviderRow({ provider }: { provider: Provider }) {
  const [entering, setEntering] = useState(false);
  const change = useChangeKey();
  const toast = useToast();
  const { name, title, key, reason, usable, local } = provider;
  const state = healthOf(provider);
  const notes = [
    usable ? `${HEALTH_WORDS[state]}.` : reason,
    key.own && `Your key ends in ${key.ending ?? "characters not known"}.`,
    !key.own && key.fromEnvironment && "Its key comes from the environment.",
    local && "Runs in your own network.",
  ];

  function remove() {
    change.mutate({ provider: name, key: null }, { onSuccess: () => toast({ message: `The key for ${title} is removed.` }), onError: (error) => toast({ message: sentenceOf(error), tone: "bad" }) });
  }
  return (
    <>
      <Row
        label={
          <>
            <HealthMark state={state} /> {title}
          </>
        }
        note={notes.filter(Boolean).join(" ")}
        control={() =>
          key.needed && (
            <span className={styles.pair}>
              {key.own && (
                <Button tone="quiet" busy={change.isPending} aria-label={`Remove the key for ${title}`} onClick={remove}>
                  Remove
                </Button>
              )}
              <Button aria-label={`${key.own ? "Replace" : "Enter"} the key for ${title}`} onClick={() => setEntering(true)}>
                {key.own ? "Replace key" : "Enter key"}
              </Button>
            </span>
          )
        }
      />
      {entering && <KeyDialog provider={provider} onClose={() => setEntering(false)} />}
    </>
  );
}

function KeyDialog({ provider: { name, title, key }, onClose }: { provider: Provider; onClose: () => void }) {
  const [value, setValue] = useState("");
  const form = useId();
  const change = useChangeKey();
  const toast = useToast();
  function save() {
    if (!value.trim()) return;
    change.mutate(
      { provider: name, key: value.trim() },
      {
        onSuccess: () => {
          onClose();
          toast({ message: `The key for ${title} is kept.` });
        },
      },
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={key.own ? `Replace the key for ${title}` : `Key for ${title}`}
      actions={
        <>
          <Button tone="solid" type="submit" form={form} disabled={!value.trim()} busy={change.isPending}>
            Keep it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.entry}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input type="password" aria-label={`Key for ${title}`} autoComplete="off" spellCheck={false} maxLength={4_000} autoFocus value={value} onChange={(event) => setValue(event.target.value)} />
        <p className="small muted">It is encrypted on this machine, sent to {title} alone, and cannot be read back, only replaced or removed.</p>
        {change.isError && (
          <p className={styles.refused} role="alert">
            Not kept. {sentenceOf(change.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
