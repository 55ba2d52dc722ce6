import { useMemo, useState } from "react";
import { positionsOf, useParameters, useSteer, useSteerPreview, type Positions } from "@/api/steering";
import type { Parameters, Slider as SliderView } from "@/api/types";
import { Button } from "@/components/Button";
import { Slider } from "@/components/Slider";
import { ErrorState, Loading, sentenceOf, Skeleton } from "@/components/states";
import { useToast } from "@/components/toast";
import { useDebounced } from "@/lib/debounced";
import { NextSongs } from "./NextSongs";
import { WhatCounts } from "./WhatCounts";
import styles from "./HowItChooses.module.css";

const STILL_MS = 140; // a slider that moves on is not asked about
const ROW_PX = 61;
const ROWS = 10;

/** What recommendations go by, and sliders that re-rank the next songs as they move. */
export function HowItChooses() {
  const parameters = useParameters();
  return (
    <section className={styles.section} aria-labelledby="how-it-chooses">
      <h2 id="how-it-chooses">How it chooses</h2>
      {parameters.data ? (
        <Steering parameters={parameters.data} />
      ) : parameters.isError ? (
        <ErrorState error={parameters.error} title="What it goes by could not be read." safe="Nothing has changed." onRetry={() => void parameters.refetch()} />
      ) : (
        <Loading what="how it chooses" className={styles.columns}>
          <Skeleton height={ROW_PX * ROWS} />
          <Skeleton height={560} />
        </Loading>
      )}
    </section>
  );
}

function Steering({ parameters }: { parameters: Parameters }) {
  const kept = useMemo(() => positionsOf(parameters), [parameters]);
  const [touched, setTouched] = useState<Positions>({});
  const at = (slider: SliderView) => touched[slider.name] ?? slider.value;
  const wanted = useMemo(() => positionsOf({ ...parameters, sliders: parameters.sliders.map((slider) => ({ ...slider, value: touched[slider.name] ?? slider.value })) }), [parameters, touched]);
  const asked = useDebounced(wanted, STILL_MS);
  const preview = useSteerPreview(kept, asked);
  const keep = useKeeping(() => setTouched({}));
  const moved = parameters.sliders.some((slider) => at(slider) !== slider.value);
  const anywhere = Object.keys(wanted).length > 0;
  const waiting = preview.isFetching || asked !== wanted;

  const reset = () => {
    setTouched({});
    if (parameters.steered) keep({}, kept);
  };
  return (
    <div className={styles.columns}>
      <div className={styles.next}>
        <p className={styles.intro}>The ten songs you would get next, if you asked for nothing in particular.</p>
        {preview.data ? (
          <>
            <NextSongs tracks={preview.data.tracks} waiting={waiting} />
            <WhatCounts strategies={preview.data.strategies} />
          </>
        ) : preview.isError ? (
          <ErrorState error={preview.error} title="Your next songs could not be ranked." safe="The sliders stand where you kept them." onRetry={() => void preview.refetch()} />
        ) : (
          <Loading what="your next songs">
            <Skeleton height={ROW_PX * ROWS} />
          </Loading>
        )}
      </div>
      <div className={styles.card} role="group" aria-labelledby="steer">
        <h3 id="steer">Steer</h3>
        <div className={styles.sliders}>
          {parameters.sliders.map((slider) => (
            <Slider
              key={slider.name}
              label={slider.label}
              description={slider.description}
              low={slider.low}
              high={slider.high}
              min={slider.least}
              max={slider.most}
              step={slider.step}
              value={at(slider)}
              kept={slider.value}
              words={slider.out ? `No effect: ${slider.out}` : wordsAt(slider, at(slider))}
              disabled={slider.out !== null}
              onChange={(value) => setTouched((before) => ({ ...before, [slider.name]: value }))}
            />
          ))}
        </div>
        <p className={styles.sentence} aria-live="polite" aria-busy={waiting}>
          {preview.data?.sentence ?? ""}
        </p>
        <div className={styles.deciding}>
          <Button tone="solid" disabled={!moved} onClick={() => keep(wanted, kept)}>
            Keep
          </Button>
          <Button disabled={!anywhere && !moved} onClick={reset}>
            Back to default
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Keeps positions and says so; undo goes back to those before. */
function useKeeping(onKept: () => void) {
  const steer = useSteer();
  const toast = useToast();
  return (wanted: Positions, before: Positions) => {
    const onError = (error: unknown) => toast({ message: sentenceOf(error), tone: "bad" });
    const undo = () => steer.mutate(before, { onError });
    const message = Object.keys(wanted).length ? "Kept. Every answer follows from now on." : "Every slider is back at its default.";
    steer.mutate(wanted, { onError, onSuccess: () => toast({ message, undo }) });
    onKept();
  };
}

/** What a position means: the words of the last step at or below it. */
function wordsAt({ words }: SliderView, value: number): string {
  return words.findLast((step) => step.at <= value + 1e-9)?.text ?? "";
}

