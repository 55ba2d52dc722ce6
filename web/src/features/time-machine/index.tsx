import { Link, useSearchParams } from "react-router";
import { useTimeMachine, useTimeSpan } from "@/api/time-machine";
import type { Mode, TimeSpan } from "@/api/types";
import { ButtonLink } from "@/components/Button";
import { PageHeading } from "@/components/page";
import { Scope } from "@/components/Scope";
import { Segmented } from "@/components/Segmented";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { ApiError } from "@/api/client";
import { useDebounced } from "@/lib/debounced";
import { date } from "@/lib/format";
import { Curves } from "./Curves";
import { isDay } from "./days";
import { Foreseen } from "./Foreseen";
import { HitRate } from "./HitRate";
import { Scrubber } from "./Scrubber";
import styles from "./TimeMachine.module.css";

const TITLE = "Time machine";
const STILL_MS = 220; // a day that is scrubbed past is not asked about
const CARD_PX = 100;
const MODES: readonly { value: Mode; label: string }[] = [
  { value: "blend", label: "A mix" },
  { value: "relisten", label: "Played" },
  { value: "rediscover", label: "Let go" },
  { value: "explore", label: "New" },
];

/** Pick a day: what would have been recommended then, and what of it came true. */
export default function TimeMachinePage() {
  const span = useTimeSpan();
  if (span.data) return <Travelling span={span.data} />;
  if (span.isError) {
    const empty = span.error instanceof ApiError && span.error.code === "no_history";
    return (
      <div className="page">
        <PageHeading title={TITLE}>{empty ? "No past to travel to yet." : TITLE}</PageHeading>
        {empty ? (
          <EmptyState
            action={
              <ButtonLink to="/import" tone="solid" icon="upload">
                Choose your export
              </ButtonLink>
            }
          >
            <p>With your history here, you can pick any day of it and see what would have been recommended then, and what of it you went on to play.</p>
          </EmptyState>
        ) : (
          <ErrorState error={span.error} title="Your years could not be read." safe="All of your plays are stored." onRetry={() => void span.refetch()} />
        )}
      </div>
    );
  }
  return (
    <div className="page">
      <PageHeading title={TITLE}>
        <span className="sr">{TITLE}</span>
        <Skeleton height={56} width="12ch" />
      </PageHeading>
      <Loading what="your years" className={styles.waiting}>
        <Skeleton height={48} width="60ch" />
        <Skeleton height={132} />
        <div className={styles.rows}>
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={CARD_PX} />
          ))}
        </div>
      </Loading>
    </div>
  );
}

function Travelling({ span }: { span: TimeSpan }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("date");
  const day = asked !== null && isDay(asked) && asked >= span.first && asked <= span.last ? asked : span.suggested;
  const mode = MODES.find(({ value }) => value === search.get("mode"))?.value ?? "blend";
  const settled = useDebounced(day, STILL_MS);
  const machine = useTimeMachine(settled, mode);
  const waiting = machine.isPending || machine.isPlaceholderData || settled !== day;
  const travel = (change: { date?: string; mode?: Mode }) =>
    setSearch(
      (before) => {
        for (const [name, value] of Object.entries(change)) before.set(name, value);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <div className={`page ${styles.page}`}>
      <header className={styles.head}>
        <div>
          <Link className={`link ${styles.back}`} to="/you">
            Your taste
          </Link>
          <PageHeading title={TITLE}>
            <span className={styles.on}>On {date(day)}</span>
          </PageHeading>
          <p className={styles.lede} aria-live="polite" aria-busy={waiting}>
            {waiting ? "Looking back …" : (machine.data?.sentence ?? "")}
          </p>
        </div>
        <Segmented label="What to recommend" options={MODES} value={mode} onChange={(value) => travel({ mode: value })} />
      </header>
      <Scrubber span={span} day={day} onTravel={(value) => travel({ date: value })} />
      {machine.isError && !machine.data ? (
        <ErrorState error={machine.error} title="That day could not be replayed." safe="Nothing in your history has changed." onRetry={() => void machine.refetch()} />
      ) : machine.data ? (
        <div className={styles.columns} data-waiting={waiting || undefined}>
          <Foreseen tracks={machine.data.tracks} daysRecorded={machine.data.daysRecorded} day={date(machine.data.day)} />
          <div className={styles.aside}>
            <HitRate machine={machine.data} />
            <Scope>{machine.data.scope}</Scope>
          </div>
        </div>
      ) : (
        <Loading what="that day" className={styles.columns}>
          <div className={styles.rows}>
            {Array.from({ length: 10 }, (_, index) => (
              <Skeleton key={index} height={CARD_PX} />
            ))}
          </div>
          <Skeleton height={300} />
        </Loading>
      )}
      <Curves />
    </div>
  );
}
