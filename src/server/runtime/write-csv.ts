import Papa from "papaparse";

/**
 * How a cell begins that a spreadsheet would run: also as full-width characters, which some read as the plain ones. The
 * package's own pattern lets a formula through that has a line break in it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows of RFC 4180, each with its line end. What somebody typed as a name is never run by whoever opens the file. */
export function writeCsv(rows: unknown[][]): string {
  return `${Papa.unparse(rows, { escapeFormulae: FORMULA, newline: "\r\n" })}\r\n`;
}
