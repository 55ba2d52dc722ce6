import { useId, type CSSProperties } from "react";
import styles from "./Slider.module.css";

export interface SliderProps {
  label: string;
  description?: string;
  /** What the two ends are called. */
  low: string;
  high: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** Where it stood before it was moved: a ghost stays there. */
  kept: number;
  /** What the position means. */
  words: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A native range with its ends named, a ghost where it stood, and what its place means in words. */
export function Slider({ label, description, low, high, min, max, step, value, kept, words, disabled, onChange }: SliderProps) {
  const about = useId();
  const share = (place: number) => (place - min) / (max - min);
  const places = { "--from": Math.min(share(value), share(kept)), "--to": Math.max(share(value), share(kept)), "--kept": share(kept) } as CSSProperties;
  return (
    <div className={styles.slider} data-moved={value !== kept || undefined} data-out={disabled || undefined}>
      <div className={styles.ends} aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
      <div className={styles.track} style={places}>
        <i className={styles.way} />
        <i className={styles.ghost} />
        <input
          type="range"
          aria-label={label}
          aria-valuetext={words}
          aria-describedby={description ? about : undefined}
          min={min}
          max={max}
          step={step}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      </div>
      <p className={styles.words} aria-hidden="true">
        {words}
      </p>
      {description && (
        <p id={about} className="sr">
          {description}
        </p>
      )}
    </div>
  );
}
