/** What an import says about itself, in plain words. */
import type { Import, ImportFile } from "@/api/types";
import { about, count } from "@/lib/format";

/** The page's headline for where the import stands. */
export function headline({ status, currentYear, demo, waitingFor }: Import): string {
  switch (status) {
    case "waiting":
      return waitingFor ? "Waiting for its turn." : "Starting.";
    case "running":
      if (currentYear) return `Reading ${currentYear}.`;
      return demo ? "Inventing a listener." : "Opening the export.";
    case "cancelling":
      return "Stopping.";
    case "cancelled":
      return "Stopped.";
    case "done":
      return demo ? "The demo is ready." : "Your history is here.";
    case "failed":
      return "The import stopped.";
  }
}

/** One paragraph below: what is happening, what is safe, what to do. */
export function lede({ status, waitingFor, demo, read, stored, duplicate, error }: Import): string {
  switch (status) {
    case "waiting":
      return waitingFor ? `${waitingFor} This one starts by itself when that is done. You can close the page.` : "It starts in a moment. You can close the page.";
    case "running":
      return demo
        ? "These plays are generated and belong to nobody. They stay apart from your own. You can start asking now."
        : "Nothing leaves this machine. You can close the page; the import goes on, and you can start asking now.";
    case "cancelling":
      return "The rows that are being written are finished first.";
    case "cancelled":
      return "What was read until then is kept. Go on where it stopped, or leave it.";
    case "done":
      return demo ? "The plays of somebody who never was. Ask away; what you like or block here stays in the demo." : finished(stored, duplicate);
    case "failed":
      return `${error?.message ?? "Something went wrong while reading."} ${read > 0 ? "What was read until then is kept." : "Nothing was stored, and nothing else has changed."}`;
  }
}

function finished(stored: number, duplicate: number): string {
  if (stored === 0 && duplicate > 0) return "Every row of it was here already, so nothing changed.";
  if (stored === 0) return "There was no play in it. Is it the streaming history, or another part of the export?";
  return "Ask for music, or about your own. A newer export can be added any time; what overlaps is counted once.";
}

export const rowsLine = ({ read, files }: Import): string => {
  const total = files.reduce<number | null>((sum, file) => (sum === null || file.rowsTotal === null ? null : sum + file.rowsTotal), 0);
  return total && total >= read ? `${count(read)} of ${count(total)} rows` : `${count(read)} rows`;
};

export function paceLine({ rowsPerSecond, secondsLeft }: Import): string {
  const pace = rowsPerSecond ? `${count(rowsPerSecond)} rows a second` : "";
  const left = secondsLeft === null ? "" : `${about(secondsLeft)} left`;
  return [pace, left].filter(Boolean).join(", ");
}

const NAMED_BY_YEARS = /Streaming_?History_(Audio|Video)_((?:19|20)\d\d)(?:-((?:19|20)\d\d))?/i;

/** Titles of all files; where two would be the same, each is followed by its place among them. */
export function fileTitles(files: readonly ImportFile[]): Map<ImportFile, string> {
  const titles = files.map(fileTitle);
  const times = (title: string, list: readonly string[]) => list.filter((other) => other === title).length;
  return new Map(
    files.map((file, index) => {
      const title = titles[index] ?? file.name;
      const part = times(title, titles.slice(0, index + 1));
      return [file, times(title, titles) > 1 ? `${title}, part ${part}` : title];
    }),
  );
}

/** "Audio 2015–2017" where the file's name says so; else the name itself, without folders. */
export function fileTitle({ name }: ImportFile): string {
  const years = NAMED_BY_YEARS.exec(name);
  if (!years) return name.split("/").at(-1) ?? name;
  const [, kind = "", first, last] = years;
  return `${kind[0]?.toUpperCase()}${kind.slice(1).toLowerCase()} ${first}${last && last !== first ? `–${last}` : ""}`;
}

const FILE_STATUS: Record<ImportFile["status"], string> = { waiting: "waiting", reading: "reading", done: "read", ignored: "not needed", failed: "unreadable" };

export const fileStatus = ({ status }: ImportFile): string => FILE_STATUS[status];

export function fileRows({ status, rows, rowsTotal }: ImportFile): string {
  if (status === "ignored") return "";
  if (status === "reading" && rowsTotal) return `${count(rows)} of ${count(rowsTotal)}`;
  return count(status === "waiting" ? (rowsTotal ?? 0) : rows) === "0" && status === "waiting" ? "" : count(status === "waiting" ? (rowsTotal ?? 0) : rows);
}

const REASONS: Record<string, string> = {
  no_ts: "No time of the play",
  bad_ts: "A time that cannot be read",
  ts_out_of_range: "A time outside of any possible play",
  no_ms_played: "No length of the play",
  bad_ms_played: "A length that cannot be read",
  ms_played_out_of_range: "Longer or shorter than any possible play",
  no_item: "No track, episode or chapter named",
  bad_text: "A name that is not text",
  bad_encoding: "Letters that cannot be read",
  broken_json: "Not valid JSON",
  broken_csv: "Not valid CSV",
  cut_off: "Cut off at the end of the file",
  not_an_object: "Not a row of the export",
  not_a_track: "Not a track",
  row_too_long: "Longer than any real row",
  too_deep: "Nested deeper than any real row",
  wrong_number_of_columns: "Another number of columns than the header",
};

/** Why rows were set aside. A reason that is new to this page is shown by its code, spelled with spaces. */
export const reasonInWords = (reason: string): string => REASONS[reason] ?? reason.replaceAll("_", " ");
