import type { ImportFile } from "@/api/types";
import { Icon } from "@/components/Icon";
import { plural } from "@/lib/format";
import { fileRows, fileStatus, fileTitle } from "./words";
import styles from "./FileList.module.css";

function Mark({ status }: { status: ImportFile["status"] }) {
  if (status === "done") return <Icon name="check" size={16} />;
  if (status === "failed") return <Icon name="warning" size={16} />;
  return <span className={status === "reading" ? styles.now : undefined} />;
}

/** Every file with plays in it: what it is and how far it is read. Those without are named below, out of the way. */
export function FileList({ files }: { files: readonly ImportFile[] }) {
  const useful = files.filter(({ status }) => status !== "ignored");
  const ignored = files.filter(({ status }) => status === "ignored");
  return (
    <>
      {useful.length > 0 && (
        <ul className={styles.files}>
          {useful.map((file) => (
            <li key={file.name} className={styles[file.status]} title={`${file.label}: ${file.name}`}>
              <Mark status={file.status} />
              <span className={styles.name}>
                {fileTitle(file)}
                {file.note && <small>{file.note}</small>}
              </span>
              <span className={styles.status}>{fileStatus(file)}</span>
              <span className={styles.rows}>{fileRows(file)}</span>
            </li>
          ))}
        </ul>
      )}
      {ignored.length > 0 && <Ignored files={ignored} />}
    </>
  );
}

function Ignored({ files }: { files: readonly ImportFile[] }) {
  return (
    <details className={styles.rest}>
      <summary>{plural(files.length, "other file")} in it {files.length === 1 ? "was" : "were"} not needed</summary>
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            {fileTitle(file)}
            {file.note && `: ${file.note}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
