import { useState } from "react";
import { useRecallCurves } from "@/api/time-machine";
import type { RecallCurve } from "@/api/types";
import { LineChart } from "@/components/charts/LineChart";
import { Figure } from "@/components/Figure";
import { Scope } from "@/components/Scope";
import { Segmented } from "@/components/Segmented";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { saveFile, toCsv } from "@/lib/csv";
import { date } from "@/lib/format";
import styles from "./TimeMachine.module.css";

const percent = (share: number) => `${Math.round(100 * share)} %`;
const DEPTH_TICKS = new Set([1, 10, 20, 30, 40, 50]);
const TASKS: readonly { value: RecallCurve["mode"]; label: string; coming: string }[] = [
  { value: "relisten", label: "Played again", coming: "you came back to within a week" },
  { value: "rediscover", label: "Rediscovered", coming: "you had left for 60 days and came back to within a week" },
];

/** How it went over the whole record: recall by depth and by date, against plain play counts. */
export function Curves() {
  const found = useRecallCurves();
  const [task, setTask] = useState<RecallCurve["mode"]>("relisten");
  const curves = found.data?.curves ?? [];
  const curve = curves.find(({ mode }) => mode === task) ?? curves[0];
  return (
    <section className={styles.curves} aria-labelledby="recall">
      <div className={styles.curvesHead}>
        <h2 id="recall">Over all your years</h2>
        {curves.length > 1 && curve && <Segmented label="Which songs" options={TASKS} value={curve.mode} onChange={setTask} />}
      </div>
      {curve ? (
        <Drawn curve={curve} />
      ) : found.isError ? (
        <ErrorState error={found.error} title="Your years could not be measured." safe="The days above can still be visited." onRetry={() => void found.refetch()} />
      ) : found.data && found.data.status !== "measuring" ? (
        <p className="muted small">{found.data.sentence}</p>
      ) : (
        <Loading what="your recall curves">
          <p className="muted small">{found.data ? `Replaying your years: ${found.data.done} of ${found.data.cuts} weeks measured.` : "Replaying your years."}</p>
          <div className={styles.figures}>
            <Skeleton height={340} />
            <Skeleton height={340} />
          </div>
        </Loading>
      )}
    </section>
  );
}

function Drawn({ curve }: { curve: RecallCurve }) {
  const coming = TASKS.find(({ value }) => value === curve.mode)?.coming ?? "";
  const at = curve.overK[curve.at - 1];
  const better = curve.overTime.filter(({ ours, plain }) => ours > plain).length;
  const even = curve.overTime.filter(({ ours, plain }) => ours === plain).length;
  return (
    <div className={styles.figures}>
      <Figure
        sentence={at ? `The first ${curve.at} songs reached ${percent(at.ours)} of what they could; play counts ${percent(at.plain)}.` : ""}
        note={`They could hold as many of the songs ${coming} as there are places. First 1 to 50 songs, mean of ${curve.windows} weeks.`}
        scope={<Scope>{curve.scope}</Scope>}
        table={{
          columns: [{ label: "Songs looked at", numeric: true }, { label: "EchoTune", numeric: true }, { label: "Play counts", numeric: true }],
          rows: curve.overK.map(({ k, ours, plain }) => [k, percent(ours), percent(plain)]),
        }}
        onCsv={() => save("recall-by-depth", ["songs", "echotune", "play counts"], curve.overK.map(({ k, ours, plain }) => [k, ours, plain]))}
      >
        <LineChart
          label="Share reached, by number of songs looked at"
          name="EchoTune"
          comparisonLabel="Play counts"
          points={curve.overK.map(({ k, ours, plain }) => ({ value: ours, name: `First ${k}`, reading: `${percent(ours)}, play counts ${percent(plain)}`, tick: DEPTH_TICKS.has(k) ? String(k) : null }))}
          comparison={curve.overK.map(({ plain }) => plain)}
          format={percent}
        />
      </Figure>
      <Figure
        sentence={`Ahead of play counts in ${better} of ${curve.windows} weeks${even ? `, even in ${even}` : ""}.`}
        note={`Share reached by the first ${curve.at} songs, week by week. The filled line is EchoTune, the thin one play counts.`}
        table={{
          columns: [{ label: "Week from" }, { label: "EchoTune", numeric: true }, { label: "Play counts", numeric: true }],
          rows: curve.overTime.map(({ day, ours, plain }) => [date(day), percent(ours), percent(plain)]),
        }}
        onCsv={() => save("recall-by-week", ["week from", "echotune", "play counts"], curve.overTime.map(({ day, ours, plain }) => [day, ours, plain]))}
      >
        <LineChart
          label={`Share reached by the first ${curve.at} songs, by week`}
          points={curve.overTime.map(({ day, ours, plain }, index) => ({
            value: ours,
            name: date(day),
            reading: `${percent(ours)}, play counts ${percent(plain)}`,
            tick: day.slice(0, 4) === curve.overTime[index - 1]?.day.slice(0, 4) ? null : day.slice(0, 4),
          }))}
          comparison={curve.overTime.map(({ plain }) => plain)}
          format={percent}
        />
      </Figure>
    </div>
  );
}

const save = (name: string, head: string[], rows: (string | number)[][]) => saveFile(`${name}.csv`, "text/csv", toCsv(head, rows));
