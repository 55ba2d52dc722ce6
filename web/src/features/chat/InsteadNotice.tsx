import { Link } from "react-router";
import { useProviders } from "@/api/providers";
import { useUsage } from "@/api/sent";
import { useSettings } from "@/api/settings";
import { AUTOMATIC, BUILT_IN } from "@/components/provider/words";
import { date } from "@/lib/format";
import styles from "./AnswerOrigin.module.css";

/** Under an answer of the built-in engine that was to come from a language model: what stands in the way as things are now. */
export function InsteadNotice() {
  const chosen = useSettings().data?.provider ?? AUTOMATIC;
  const usage = useUsage().data;
  const provider = useProviders().data?.providers.find(({ name }) => name === chosen);
  if (chosen === BUILT_IN) return null;
  if (usage?.usedUp) return <Notice sentence={`This month’s budget is used up. The built-in engine answers until ${date(usage.beginsAnew)}.`} next="Change the budget" at="use" />;
  if (provider && !provider.usable) return <Notice sentence={`${provider.title} cannot be asked, so the built-in engine answered. ${provider.reason ?? ""}`} next="Set it up" at="language-models" />;
  return null;
}

function Notice({ sentence, next, at }: { sentence: string; next: string; at: "use" | "language-models" }) {
  return (
    <div className={styles.notice} role="note">
      <p>
        {sentence}{" "}
        <Link className="link" to={`/settings#${at}`}>
          {next}
        </Link>
      </p>
    </div>
  );
}
