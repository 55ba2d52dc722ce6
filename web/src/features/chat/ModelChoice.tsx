import { useId, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { useModels, useProviders } from "@/api/providers";
import { useSaveSettings } from "@/api/settings";
import type { Model, Provider, Providers, Settings } from "@/api/types";
import { IconButton } from "@/components/Button";
import { HealthMark } from "@/components/provider/HealthMark";
import { AUTOMATIC, BUILT_IN, HEALTH_WORDS, healthOf, priceOf, roomOf, seconds, titleOf } from "@/components/provider/words";
import { Loading, sentenceOf, Skeleton } from "@/components/states";
import { useToast } from "@/components/toast";
import { plural } from "@/lib/format";
import styles from "./ModelChoice.module.css";

export interface ModelChoiceProps {
  providers: Providers;
  settings: Settings;
  onClose: () => void;
}

type Choosing = Pick<Settings, "provider" | "model">;

const FEW = 1; // only the built-in engine: what else there could be is told at once
const MANY = 7; // models of one provider before they can be searched

/** Who answers from now on: the first that works, one provider and its model, or the built-in engine. Saved as it is chosen. */
export function ModelChoice({ providers, settings, onClose }: ModelChoiceProps) {
  useProviders({ watched: true });
  const group = useId();
  const toast = useToast();
  const { mutate } = useSaveSettings();
  const [wanted, setWanted] = useState<Choosing | null>(null); // shown at once, until the server has said yes or no
  const { provider: chosen, model } = wanted ?? settings;

  function choose(provider: string, of = "") {
    const choosing = { provider, model: of };
    setWanted(choosing);
    mutate(choosing, {
      onError: (error) => toast({ message: `Not saved. ${sentenceOf(error)}`, tone: "bad" }),
      onSettled: () => setWanted((latest) => (latest === choosing ? null : latest)),
    });
  }

  const usable = providers.providers.filter((provider) => provider.usable || provider.name === chosen);
  const others = providers.providers.filter((provider) => !usable.includes(provider));
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <h2>Who answers</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <div role="radiogroup" aria-label="Who answers">
        <Choice group={group} title="Automatic" checked={chosen === AUTOMATIC} onChoose={() => choose(AUTOMATIC)}>
          The first that works: {titleOf(providers.next)} now
        </Choice>
        {usable.map((provider) => (
          <Choice key={provider.name} group={group} title={provider.title} checked={chosen === provider.name} provider={provider} onChoose={() => choose(provider.name)}>
            {standing(provider)}
          </Choice>
        ))}
      </div>
      {chosen !== AUTOMATIC && chosen !== BUILT_IN && <ModelList provider={chosen} model={model} defaultModel={providers.providers.find(({ name }) => name === chosen)?.defaultModel ?? null} onChoose={(model) => choose(chosen, model)} />}
      {others.length > 0 && (
        <details className={styles.others} open={usable.length <= FEW}>
          <summary>{plural(others.length, "other is", "others are")} not set up</summary>
          <ul>
            {others.map(({ name, title, reason }) => (
              <li key={name}>
                <HealthMark state="off" />
                <span>
                  <b>{title}</b> <span className="muted">{reason}</span>
                </span>
              </li>
            ))}
          </ul>
          <Link className="link" to="/settings#language-models" onClick={onClose}>
            Set up in settings
          </Link>
        </details>
      )}
    </div>
  );
}

/** How it does, in words: health, speed, where it runs; or what is missing. */
function standing(provider: Provider): string {
  if (provider.name === BUILT_IN) return "On this machine, always there. Its words are short.";
  if (!provider.usable) return provider.reason ?? "Not usable now.";
  const { health, local } = provider;
  const speed = health?.latencyMs == null || health.state === "failing" ? "" : `, begins after ${seconds(health.latencyMs)}`;
  return `${HEALTH_WORDS[healthOf(provider)]}${speed}${local ? ". Runs in your own network" : ""}`;
}

interface ChoiceProps {
  group: string;
  title: string;
  checked: boolean;
  provider?: Provider;
  onChoose: () => void;
  children: ReactNode;
}

function Choice({ group, title, checked, provider, onChoose, children }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="radio" name={group} checked={checked} onChange={onChoose} />
      <span className={styles.words}>
        <span className={styles.title}>
          {title}
          {provider && <HealthMark state={healthOf(provider)} />}
        </span>
        <span className={styles.note}>{children}</span>
      </span>
    </label>
  );
}

interface ModelListProps {
  provider: string;
  model: string;
  defaultModel: string | null;
  onChoose: (model: string) => void;
}

function ModelList({ provider, model, defaultModel, onChoose }: ModelListProps) {
  const group = useId();
  const models = useModels(true);
  const [words, setWords] = useState("");
  if (models.isPending) {
    return (
      <Loading what="models" className={styles.models}>
        <Skeleton height={44} />
        <Skeleton height={44} />
      </Loading>
    );
  }
  if (models.isError) return <p className={styles.none}>Its models could not be listed. {sentenceOf(models.error)} The usual one answers.</p>;
  const own = models.data.filter((known) => known.provider === provider);
  const wanted = words.trim().toLowerCase();
  const found = own.filter(({ modelId, title }) => `${modelId} ${title}`.toLowerCase().includes(wanted));
  const current = model || defaultModel;
  return (
    <section className={styles.models} aria-label={`Models of ${titleOf(provider)}`}>
      <h3>Model</h3>
      {own.length > MANY && <input type="search" className={styles.search} aria-label="Search models" placeholder={`Search ${own.length} models`} value={words} onChange={(event) => setWords(event.target.value)} />}
      <div role="radiogroup" aria-label="Model" className={styles.list}>
        {found.map((known) => (
          <Choice key={known.modelId} group={group} title={known.title} checked={known.modelId === current} onChoose={() => onChoose(known.modelId)}>
            {facts(known, defaultModel)}
          </Choice>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{wanted ? "No model by that name." : `${current ?? "Its usual model"} answers; no list of its models is known.`}</p>}
    </section>
  );
}

const facts = (model: Model, defaultModel: string | null): string =>
  [
    model.modelId === defaultModel && "The usual one",
    priceOf(model),
    roomOf(model.contextTokens),
    model.latencyMs !== null && `begins after ${seconds(model.latencyMs)}`,
    !model.tools && "cannot use tools",
  ]
    .filter(Boolean)
    .join(" · ");
