import { useId, useState } from "react";
import { useUsage } from "@/api/sent";
import type { Settings, Usage } from "@/api/types";
import { Button, ButtonLink } from "@/components/Button";
import { money, titleOf } from "@/components/provider/words";
import { Skeleton } from "@/components/states";
import { count, date, plural } from "@/lib/format";
import { Group, Row } from "./Row";
import { useSave } from "./useSave";
import styles from "./Settings.module.css";

/** What language models came to this month, the most they may come to, and what was sent to them. */
export function UsageSettings({ settings }: { settings: Settings }) {
  const usage = useUsage();
  return (
    <div id="use">
      <Group title="Use and privacy">
        <Row label="This month" note={usage.data ? <Spent usage={usage.data} /> : usage.isError ? "What was used could not be read just now." : <Skeleton height={20} width={220} />} control={() => null} />
        <Budget settings={settings} />
        <Row label="What was sent" note="Every request that left this machine for a language model, word for word." control={() => <ButtonLink to="/settings/sent">See it</ButtonLink>} />
      </Group>
    </div>
  );
}

function Spent({ usage }: { usage: Usage }) {
  if (usage.requests === 0) return "Nothing was sent to a language model.";
  const { requests, cost, budget, usedUp, beginsAnew, inputTokens, outputTokens, unknownCostRequests, byModel } = usage;
  return (
    <>
      {plural(requests, "request")}, {count(inputTokens)} tokens in and {count(outputTokens)} out, {cost === null ? "cost unknown" : money(cost)}
      {budget !== null && ` of ${money(budget)}`}.{usedUp && ` That is used up until ${date(beginsAnew)}; the built-in engine answers.`}{unknownCostRequests > 0 && ` The price of ${plural(unknownCostRequests, "request")} is not known and is not in the sum.`}
      {byModel.length > 1 && (
        <span className={styles.byModel}>
          {byModel.map(({ provider, model, requests: asked, cost: spent }) => (
            <span key={`${provider} ${model}`}>
              {titleOf(provider)}, {model}: {plural(asked, "request")}, {spent === null ? "cost unknown" : money(spent)}
            </span>
          ))}
        </span>
      )}
    </>
  );
}

/** Dollars a month; when they are used up the built-in engine answers. */
function Budget({ settings }: { settings: Settings }) {
  const save = useSave(settings);
  const saved = settings.monthlyBudget;
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = useId();
  const text = typed ?? (saved === null ? "" : String(saved));
  const value = text.trim() === "" ? null : Number(text.replace(",", "."));
  const bad = value !== null && !(value >= 0 && value <= 100_000);
  function keep() {
    if (bad || value === saved) return;
    save({ monthlyBudget: value }, value === null ? "No monthly budget." : `At most ${money(value)} a month.`);
    setTyped(null);
  }
  return (
    <Row
      label="Monthly budget"
      note="US dollars; empty for none. When it is used up the built-in engine answers until the month ends."
      control={(ids) => (
        <form
          className={styles.budget}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <span aria-hidden="true">$</span>
          <input inputMode="decimal" aria-labelledby={ids.label} aria-describedby={bad ? wrong : ids.note} aria-invalid={bad || undefined} placeholder="None" value={text} onChange={(event) => setTyped(event.target.value)} />
          {typed !== null && value !== saved && (
            <Button type="submit" disabled={bad}>
              Save
            </Button>
          )}
          {bad && (
            <span id={wrong} className={styles.refused} role="alert">
              A sum such as 5 or 12.50.
            </span>
          )}
        </form>
      )}
    />
  );
}
