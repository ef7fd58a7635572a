/** What `uptick` ends with; docs/cli.md has the list. */
export const EXIT = { ok: 0, problem: 1, usage: 2, pending: 3, auth: 4, network: 5 } as const;

/** An end that was foreseen; `message` is all that is printed of it. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: number;
  /** Further lines, such as the problems of a document. */
  readonly lines: readonly string[];

  constructor(exitCode: number, message: string, lines: readonly string[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.lines = lines;
  }
}
