/** Rows as CSV. Text that a spreadsheet would take for a formula is escaped. */
type Value = string | number | null;

const FORMULA = /^[=+\-@\t\r]/;

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const toCsv = (head: readonly string[], rows: readonly (readonly Value[])[]): string => [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

/** Offers text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
