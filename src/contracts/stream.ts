/** An entry as read by a consumer. `payload` is the JSON text in the entry's only field. */
export type StreamMessage = { stream: string; id: string; payload: string };

/**
 * The commands on Redis Streams that Uptick uses, on the server and in probes. Real ones speak the Upstash REST
 * protocol; the test fake is the in-memory engine. All times are milliseconds.
 * Errors: rejects with StreamError; `kind: "no_group"` when the stream or its group is missing, otherwise "unavailable".
 */
export type JobStream = {
  /** Adds entries with given ids in one request, in order; an id that is not larger than the last one is skipped. Returns how many were added. */
  addAt(stream: string, entries: readonly { id: string; payload: string }[]): Promise<number>;
  /** Adds one entry with an id of Redis' own. */
  add(stream: string, payload: string): Promise<string>;
  /** Creates the group at id 0 and the stream with it; no error when it exists. */
  ensureGroup(stream: string, group: string): Promise<void>;
  /** Reads new entries of several streams in one command; `count` is per stream. Empty when there are none. */
  readNew(
    streams: readonly string[],
    reader: { group: string; consumer: string; count: number },
  ): Promise<StreamMessage[]>;
  /** Reads the consumer's own pending entries with an id above `after` ("0" for all). */
  readPending(
    stream: string,
    reader: { group: string; consumer: string; count: number; after: string },
  ): Promise<StreamMessage[]>;
  /** Takes over entries of other consumers that were idle for `minIdleMs`, following the cursor to its end. */
  claimIdle(
    stream: string,
    reader: { group: string; consumer: string; minIdleMs: number; count: number },
  ): Promise<StreamMessage[]>;
  /** How often each pending entry of the consumer was delivered, by id. */
  deliveries(
    stream: string,
    reader: { group: string; consumer: string; count: number },
  ): Promise<Map<string, number>>;
  /** Acknowledges and deletes in one atomic request. */
  acknowledge(stream: string, group: string, ids: readonly string[]): Promise<void>;
  length(stream: string): Promise<number>;
  /** Length, pending and (Redis ≥ 7) undelivered entries of one group; zeros when the stream does not exist. */
  describe(stream: string, group: string): Promise<{ length: number; pending: number; lag: number | null }>;
  getValue(key: string): Promise<string | null>;
  setValue(key: string, value: string): Promise<void>;
  /** What Redis says of itself, as INFO writes it; rejects where it may not be asked, such as at some hosted ones. */
  info(): Promise<string>;
  /** SET NX PX: true when this caller now holds the lease. */
  acquireLease(key: string, token: string, ttlMs: number): Promise<boolean>;
};

/** What a probe needs of it; an agent has it through the app. */
export type ProbeStream = Pick<
  JobStream,
  | "add"
  | "ensureGroup"
  | "readNew"
  | "readPending"
  | "claimIdle"
  | "deliveries"
  | "acknowledge"
  | "getValue"
  | "setValue"
>;

export class StreamError extends Error {
  override readonly name = "StreamError";
  readonly kind: "no_group" | "unavailable";
  constructor(kind: "no_group" | "unavailable", message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
