import type { Upload } from "@/api/upload";
import { Button } from "./Button";
import { Progress } from "./Meter";
import { sentenceOf } from "./states";
import styles from "./UploadStatus.module.css";

/** An export on its way to the server, or why it did not get there. Nothing while neither. */
export function UploadStatus({ upload }: { upload: Upload }) {
  if (upload.pending) {
    const percent = upload.sent * 100;
    return (
      <div className={styles.status}>
        <Progress label="Handing over your export" percent={percent} />
        <div className={styles.line}>
          <span className="small num">{percent < 100 ? `Handing over your export, ${Math.round(percent)} %` : "Looking at what is inside"}</span>
          <Button onClick={upload.cancel}>Stop</Button>
        </div>
      </div>
    );
  }
  if (!upload.error) return null;
  return (
    <p className={styles.error} role="alert">
      <b>That could not be taken.</b> {sentenceOf(upload.error)} Nothing was changed.
    </p>
  );
}
