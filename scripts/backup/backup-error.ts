/** What went wrong, as a sentence for whoever runs the command. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly kind: "damaged" | "key" | "refused" | "failed";

  constructor(kind: BackupError["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export function damaged(what: string, options?: ErrorOptions): BackupError {
  return new BackupError("damaged", `The backup is damaged: ${what}.`, options);
}
