import type { Taste } from "@/api/types";
import { PageHeading } from "@/components/page";
import { Rings } from "@/components/Rings";
import { Scope } from "@/components/Scope";
import { moodColour } from "@/lib/rings";
import { useWidth } from "@/components/charts/useWidth";
import styles from "./Taste.module.css";

const WIDEST_PX = 456;

/** The listener's rings, and what they say in one sentence. */
export function Hero({ taste }: { taste: Taste }) {
  const [ref, width] = useWidth();
  const first = taste.rings[0]?.label;
  const moods = taste.rings.some((period) => period.valence != null && period.energy != null);
  return (
    <section className={styles.hero}>
      <div ref={ref} className={styles.disc}>
        <Rings periods={taste.rings} clock settle size={width || WIDEST_PX} title={discTitle(taste)} />
      </div>
      <div className={styles.told}>
        <PageHeading title="You">{taste.headline}</PageHeading>
        <p className={styles.lede}>{taste.sentence}</p>
        <div className={styles.key}>
          {moods && <MoodKey />}
          <p>
            {first ? `One ring a ${first.length === 4 ? "year" : "period"}, ${first} in the middle. ` : ""}Longer is more plays, thicker is more finished. It points at the hour.
            {moods ? " Colour is mood: right happier, top livelier." : " Colour would be mood; nothing is known of it yet."}
          </p>
        </div>
        <Scope>{taste.scope}</Scope>
      </div>
    </section>
  );
}

const discTitle = ({ rings }: Taste) => `Your plays by period. ${rings.map((period) => `${period.label}: ${period.plays.toLocaleString("en-GB")}`).join(", ")}`;

const CELLS = 16;
const AT = Array.from({ length: CELLS }, (_, index) => (index + 0.5) / CELLS);

/** What the colours mean, as the square they come from. */
function MoodKey() {
  return (
    <svg className={styles.mood} viewBox={`0 0 ${CELLS} ${CELLS}`} aria-hidden="true" shapeRendering="crispEdges">
      {AT.map((energy, row) =>
        AT.map((valence, column) => <rect key={`${row} ${column}`} x={column} y={CELLS - 1 - row} width="1.02" height="1.02" style={{ fill: moodColour(valence, energy) }} />),
      )}
    </svg>
  );
}
