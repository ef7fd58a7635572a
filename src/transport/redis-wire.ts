export type RedisReply = string | number | null | RedisReply[];

/** The three ways in which Uptick sends commands to Redis. All reject with StreamError. */
export type RedisWire = {
  /** `repeatable`: running the command twice does no harm, so it is sent again when no answer came. */
  call(command: readonly [string, ...string[]], options: { repeatable: boolean }): Promise<RedisReply>;
  /** XADDs in one transaction. An entry's result is an error text when Redis refused it. */
  addAll(stream: string, entries: readonly { id: string; payload: string }[]): Promise<AddResult[]>;
  /** XACK and XDEL in one transaction. */
  acknowledge(stream: string, group: string, ids: readonly string[]): Promise<void>;
};

export type AddResult = { id: string } | { error: string };
