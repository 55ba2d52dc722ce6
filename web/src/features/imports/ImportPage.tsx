import { useParams } from "react-router";
import { useLiveImport } from "@/api/import-events";
import { isOver } from "@/api/imports";
import { Progress } from "@/components/Meter";
import { PageHeading } from "@/components/page";
import { ErrorState } from "@/components/states";
import { EarlyInsights } from "./EarlyInsights";
import { FileList } from "./FileList";
import { ImportActions } from "./ImportActions";
import { ImportRings } from "./ImportRings";
import { ImportSkeleton } from "./ImportSkeleton";
import { Totals } from "./Totals";
import { headline, lede, paceLine, rowsLine } from "./words";
import styles from "./ImportPage.module.css";

export default function ImportPage() {
  const { importId = "" } = useParams();
  const query = useLiveImport(importId);
  const current = query.data;
  if (!current) {
    return (
      <div className="page">
        {query.isError ? (
          <>
            <PageHeading title="Import">This import cannot be shown.</PageHeading>
            <ErrorState error={query.error} safe="Rows that were stored stay stored." onRetry={() => void query.refetch()} />
          </>
        ) : (
          <ImportSkeleton />
        )}
      </div>
    );
  }

  const under = !isOver(current.status);
  return (
    <div className="page">
      <div className={styles.import}>
        <div className={styles.telling}>
          <PageHeading title={headline(current).replace(/\.$/, "")}>{headline(current)}</PageHeading>
          <p className={`lede ${styles.lede}`} role="status">
            {lede(current)}
          </p>
          {under && (
            <>
              <Progress label="Import" percent={current.status === "running" && current.read === 0 ? null : current.percent} />
              <div className={styles.numbers}>
                <span>{current.read > 0 && rowsLine(current)}</span>
                <span className="muted">{current.status === "running" && paceLine(current)}</span>
              </div>
            </>
          )}
          <ImportActions current={current} />
        </div>
        <div className={styles.picture}>
          <ImportRings current={current} />
          {current.early && <EarlyInsights early={current.early} running={under} />}
        </div>
        <div className={styles.detail}>
          <FileList files={current.files} />
          {(under || current.read > 0) && <Totals current={current} />}
        </div>
      </div>
    </div>
  );
}
