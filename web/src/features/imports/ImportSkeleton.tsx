import { Rings } from "@/components/Rings";
import { Loading, Skeleton } from "@/components/states";
import styles from "./ImportPage.module.css";

const GROOVES = Array.from({ length: 12 }, (_, index) => ({ label: String(index), plays: 0 }));

/** The page's own shape, before the import's state is known. */
export function ImportSkeleton() {
  return (
    <Loading what="the import" className={styles.import}>
      <div className={styles.telling}>
        <h1 className="sr">Import</h1>
        <Skeleton height={41} width={260} />
        <div style={{ height: 16 }} />
        <Skeleton height={48} width={480} />
        <div style={{ height: 24 }} />
        <Skeleton height={6} />
      </div>
      <div className={styles.detail}>
        <div style={{ height: 40 }} />
        {[1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} height={37} />
        ))}
      </div>
      <div className={styles.picture}>
        <div className={styles.disc}>
          <Rings periods={GROOVES} clock size={400} />
        </div>
      </div>
    </Loading>
  );
}
