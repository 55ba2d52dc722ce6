import { Loading, Skeleton } from "@/components/states";
import styles from "./Turn.module.css";

const CARD_PX = 132;

/** A request and its answer before they are here, in their final heights. */
export function ThreadSkeleton() {
  return (
    <Loading what="the conversation" className={styles.turn}>
      <Skeleton height={33} width="82%" />
      <div className={styles.lines}>
        <Skeleton height={20} width="46%" />
      </div>
      <Skeleton height={24} width="70%" />
      <CardSkeletons />
    </Loading>
  );
}

export function CardSkeletons({ cards = 3 }: { cards?: number }) {
  return (
    <div className={styles.cards} aria-hidden="true">
      {Array.from({ length: cards }, (_, index) => (
        <div key={index} className={styles.card} style={{ minHeight: CARD_PX }}>
          <Skeleton height={72} width={72} />
          <span className={styles.lines}>
            <Skeleton height={20} width="38%" />
            <Skeleton height={16} width="54%" />
            <Skeleton height={16} width="76%" />
          </span>
        </div>
      ))}
    </div>
  );
}
