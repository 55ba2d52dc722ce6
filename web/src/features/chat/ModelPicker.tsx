import { useState } from "react";
import { useProviders } from "@/api/providers";
import { useSettings } from "@/api/settings";
import { Icon } from "@/components/Icon";
import { Popover } from "@/components/Popover";
import { HealthMark } from "@/components/provider/HealthMark";
import { AUTOMATIC, BUILT_IN, HEALTH_WORDS, healthOf, titleOf } from "@/components/provider/words";
import { ModelChoice } from "./ModelChoice";
import styles from "./ModelPicker.module.css";

/** At the composer: who answers, how it does, and the way to another. Nothing until both are known. */
export function ModelPicker() {
  const providers = useProviders();
  const settings = useSettings();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!providers.data || !settings.data) return <span className={styles.place} aria-hidden="true" />;
  const chosen = settings.data.provider;
  const name = chosen === AUTOMATIC ? providers.data.next : chosen;
  const provider = providers.data.providers.find((known) => known.name === name);
  const state = provider ? healthOf(provider) : name === BUILT_IN ? "good" : "unknown";
  const title = provider?.title ?? titleOf(name);
  return (
    <>
      <button
        type="button"
        className={styles.picker}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Who answers: ${title}. ${HEALTH_WORDS[state]}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <HealthMark state={state} />
        <span className={styles.name}>{title}</span>
        <Icon name="down" size={14} />
      </button>
      <Popover anchor={anchor} onClose={() => setAnchor(null)} label="Who answers">
        <ModelChoice providers={providers.data} settings={settings.data} onClose={() => setAnchor(null)} />
      </Popover>
    </>
  );
}
