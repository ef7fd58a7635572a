/** Where files are kept that must outlive the database: a folder, or a bucket that speaks S3. */
export type ArchivePlace = {
  /** For people and logs; without credentials. */
  describe: () => string;
  /**
   * Nothing is to be seen under `name` before all of it is there; a failure leaves nothing behind. A file of that name is
   * replaced. Resolves with the bytes written.
   */
  write: (name: string, source: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Rejects with `missing` when there is no such file. */
  read: (name: string) => AsyncIterable<Uint8Array>;
  /** In the order of their names. */
  list: (prefix: string) => Promise<ArchivedFile[]>;
  /** One that is not there is as good as removed. */
  remove: (name: string) => Promise<void>;
};

export type ArchivedFile = { name: string; bytes: number };

export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  readonly kind: "missing" | "failed" | "unusable";

  constructor(kind: ArchiveError["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
