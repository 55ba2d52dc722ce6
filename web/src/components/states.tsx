/** The three states that every screen has besides the filled one: loading, empty, error. */
import type { CSSProperties, ReactNode } from "react";
import { ApiError, Unreachable } from "@/api/client";
import { Button } from "./Button";
import { Rings } from "./Rings";
import { SETTLING } from "./mark";
import styles from "./states.module.css";

/** A grey place of the final height. Sizes in px or any CSS length. */
export function Skeleton({ height = 20, width = "100%", round }: { height?: number | string; width?: number | string; round?: boolean }) {
  const box: CSSProperties = { height, width, borderRadius: round ? "50%" : undefined };
  return <span className={styles.skeleton} style={box} aria-hidden="true" />;
}

/** Wraps skeletons: names what is loading for a screen reader, once. */
export function Loading({ what, children, className = "" }: { what: string; children?: ReactNode; className?: string }) {
  return (
    <div className={className} aria-busy="true">
      <span className="sr" role="status">
        Loading {what}
      </span>
      {children}
    </div>
  );
}

/** What it is and one action. Without a title where the page's own heading has said it. */
export function EmptyState({ title, children, action }: { title?: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <div className={styles.disc}>
        <Rings periods={[]} size={120} />
      </div>
      {title && <h2 className="say">{title}</h2>}
      {children && <div className="muted">{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** What happened (unless the page's heading says it), what is safe, what to do; the request id for whoever looks after the server. */
export function ErrorState({ error, title, safe, onRetry, children }: { error: unknown; title?: string; safe?: string; onRetry?: () => void; children?: ReactNode }) {
  const away = error instanceof Unreachable;
  const heading = away ? sentenceOf(error) : title;
  return (
    <div className={styles.state} role="alert">
      {heading && <h2 className="say">{heading}</h2>}
      <p className="muted">{away ? "Its server may be stopped or restarting. Nothing is lost; this page goes on when it is back." : sentenceOf(error)}</p>
      {safe && <p className="muted">{safe}</p>}
      <div className={styles.action}>
        {onRetry && (
          <Button tone="solid" onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </div>
      {error instanceof ApiError && error.requestId && <p className="tiny muted num">Request {error.requestId}</p>}
    </div>
  );
}

/** One plain sentence, for a toast or a line. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  if (error instanceof Unreachable) return "EchoTune does not answer.";
  return "Something in this page went wrong. Your history is untouched.";
}

/** The rings settling: for waits without a shape of their own. */
export function SettlingRings({ size = 96, what }: { size?: number; what: string }) {
  return (
    <Loading what={what} className={styles.settling}>
      <div style={{ width: size, height: size }}>
        <Rings periods={SETTLING} size={size} settle />
      </div>
    </Loading>
  );
}
