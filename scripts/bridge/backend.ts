export type Reply = string | number | null | Reply[];
export type CommandResult = { result: Reply } | { error: string };
export type Command = readonly string[];

/** What answers the commands behind the bridge. */
export type Backend = {
  readonly engine: "redis" | "memory";
  isReady(): boolean;
  /** One result per command; rejects with BackendError when the request failed as a whole. */
  execute(commands: readonly Command[], options: { atomic: boolean }): Promise<CommandResult[]>;
  close(): Promise<void>;
};

/** `refused`: the backend discarded the whole transaction. `unavailable`: it gave no answer. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  readonly kind: "refused" | "unavailable";
  constructor(kind: "refused" | "unavailable", message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
