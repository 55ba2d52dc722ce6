import { PageHeading } from "@/components/page";
import { Rings } from "@/components/Rings";
import { SETTLING } from "@/components/mark";
import { Loading, Skeleton } from "@/components/states";
import styles from "./Taste.module.css";

export function TasteSkeleton() {
  return (
    <div className="page">
      <div className={styles.hero}>
        <div className={styles.disc}>
          <Rings periods={SETTLING} upTo={0} clock size={456} />
        </div>
        <div className={styles.told}>
          <PageHeading title="You">
            <span className="sr">You</span>
            <Skeleton height={110} width="11ch" />
          </PageHeading>
          <Loading what="your taste" className={styles.lines}>
            <Skeleton height={72} />
            <Skeleton height={76} />
          </Loading>
        </div>
      </div>
      <div className={styles.columns}>
        <div className={styles.lines}>
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={64} />
          ))}
        </div>
      </div>
    </div>
  );
}
