import type { ImportFile } from "@/api/types";
import { Icon } from "@/components/Icon";
import { fileRows, fileStatus } from "./words";
import styles from "./FileList.module.css";

function Mark({ status }: { status: ImportFile["status"] }) {
  if (status === "done") return <Icon name="check" size={16} />;
  if (status === "failed") return <Icon name="warning" size={16} />;
  return <span className={status === "reading" ? styles.now : undefined} />;
}

/** Every file of the export: what it is, how far it is read, and why one was left out. */
export function FileList({ files }: { files: readonly ImportFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.name} className={styles[file.status]} title={file.name}>
          <Mark status={file.status} />
          <span className={styles.name}>
            {file.label}
            {file.note && <small>{file.note}</small>}
          </span>
          <span className={styles.status}>{fileStatus(file)}</span>
          <span className={styles.rows}>{fileRows(file)}</span>
        </li>
      ))}
    </ul>
  );
}
