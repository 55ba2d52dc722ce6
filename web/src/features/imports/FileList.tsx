import type { ReactNode } from "react";
import type { ImportFile } from "@/api/types";
import { Icon } from "@/components/Icon";
import { count, plural } from "@/lib/format";
import { fileRows, fileStatus, fileTitle, fileTitles } from "./words";
import styles from "./FileList.module.css";

type FileStatus = ImportFile["status"];

const MOST_SHOWN_ONE_BY_ONE = 10;

function Mark({ status }: { status: FileStatus }) {
  if (status === "done") return <Icon name="check" size={16} />;
  if (status === "failed") return <Icon name="warning" size={16} />;
  return <span className={status === "reading" ? styles.now : undefined} />;
}

function Files({ files, titles }: { files: readonly ImportFile[]; titles: Map<ImportFile, string> }) {
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.name} className={`${styles.file} ${styles[file.status]}`} title={`${file.label}: ${file.name}`}>
          <Mark status={file.status} />
          <span className={styles.name}>
            {titles.get(file)}
            {file.note && <small>{file.note}</small>}
          </span>
          <span className={styles.status}>{fileStatus(file)}</span>
          <span className={styles.rows}>{fileRows(file)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Many files of one kind as a single line that opens. */
function Folded({ status, summary, rows, children }: { status: FileStatus; summary: string; rows?: string; children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary className={`${styles.file} ${styles[status]}`}>
        <Mark status={status} />
        <span className={styles.opens}>{summary}</span>
        <span className={styles.rows}>{rows}</span>
      </summary>
      {children}
    </details>
  );
}

/** Every file of the export and how far it is read. A long export folds what is read and what waits; files without plays stand last. */
export function FileList({ files }: { files: readonly ImportFile[] }) {
  const of = (...statuses: FileStatus[]) => files.filter(({ status }) => statuses.includes(status));
  const titles = fileTitles(files);
  const done = of("done");
  const waiting = of("waiting");
  const ignored = of("ignored");
  const long = files.length - ignored.length > MOST_SHOWN_ONE_BY_ONE;
  if (files.length === 0) return null;
  return (
    <div className={styles.files}>
      {long && done.length > 1 ? (
        <Folded status="done" summary={`${count(done.length)} files read`} rows={count(done.reduce((sum, { rows }) => sum + rows, 0))}>
          <Files files={done} titles={titles} />
        </Folded>
      ) : (
        <Files files={done} titles={titles} />
      )}
      <Files files={of("reading", "failed")} titles={titles} />
      {long && waiting.length > 1 ? (
        <Folded status="waiting" summary={`${count(waiting.length)} files wait`}>
          <Files files={waiting} titles={titles} />
        </Folded>
      ) : (
        <Files files={waiting} titles={titles} />
      )}
      {ignored.length > 0 && (
        <Folded status="ignored" summary={`${plural(ignored.length, "other file")} in it ${ignored.length === 1 ? "was" : "were"} not needed`}>
          <ul className={styles.rest}>
            {ignored.map((file) => (
              <li key={file.name}>
                {fileTitle(file)}
                {file.note && `: ${file.note}`}
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </div>
  );
}
