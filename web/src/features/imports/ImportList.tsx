import { Link } from "react-router";
import { useAccount } from "@/api/account";
import { isOver } from "@/api/imports";
import type { Import } from "@/api/types";
import { Icon } from "@/components/Icon";
import { count, dateTime } from "@/lib/format";
import styles from "./ImportsPage.module.css";

function standing({ status, percent, stored, duplicate, rejected }: Import): string {
  if (status === "waiting") return "waiting for its turn";
  if (!isOver(status)) return `${Math.round(percent)} % read`;
  const parts = [`${count(stored)} stored`];
  if (duplicate) parts.push(`${count(duplicate)} already here`);
  if (rejected) parts.push(`${count(rejected)} set aside`);
  const prefix = { failed: "failed, ", cancelled: "stopped, " }[status as string] ?? "";
  return prefix + parts.join(", ");
}

export function ImportList({ imports }: { imports: readonly Import[] }) {
  const zone = useAccount().data?.timeZone;
  return (
    <ul className={styles.list}>
      {imports.map((each) => (
        <li key={each.importId}>
          <Link to={`/import/${each.importId}`}>
            <span className={styles.name}>{each.fileName}</span>
            <span className={styles.when}>{dateTime(each.createdAt, zone)}</span>
            <span className={styles.standing}>{standing(each)}</span>
            <Icon name="right" size={18} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
