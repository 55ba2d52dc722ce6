import { PageHeading } from "@/components/page";
import { Loading, Skeleton } from "@/components/states";
import styles from "./Insights.module.css";

const FIGURES = [8, 4, 7, 5];

export function PageSkeleton() {
  return (
    <div className="page">
      <header className={styles.head}>
        <PageHeading title="Insights">
          <span className="sr">Insights</span>
          <Skeleton height="1.15em" width="14ch" />
        </PageHeading>
        <div className={styles.period}>
          <Skeleton height="100%" width={420} />
        </div>
        <p className={styles.lede}>
          <Skeleton height={24} width="52ch" />
        </p>
        <div className={styles.scope} />
      </header>
      <Loading what="your insights">
        <div className={styles.totals} />
        <div className={styles.grid}>
          {FIGURES.map((columns) => (
            <div key={columns} className={`${styles.cell} ${styles.waiting}`} style={{ "--columns": columns }}>
              <Skeleton height={26} width="70%" />
              <div className={styles.gap} />
              <Skeleton height={232} />
              <div className={styles.tools} />
            </div>
          ))}
        </div>
      </Loading>
    </div>
  );
}
