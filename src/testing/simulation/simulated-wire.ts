import { StreamError } from "#contracts/stream.ts";
import { ENTRY_FIELD } from "#contracts/stream-keys.ts";
import type { Backend, Command, CommandResult } from "#scripts/bridge/backend.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";
import type { RedisReply, RedisWire } from "#transport/redis-wire.ts";
import { attempt, type RetryPolicy } from "#transport/retry.ts";
import { CANARY } from "./build-world.ts";
import type { ProcessLife } from "./process-life.ts";

const ANSWER_TIMEOUT_MS = 3_000;
const DEADLINE_MS = 10_000;

type Logged = { at: number; command: Command };

/** Told of every entry when it is added, and when it is acknowledged for the first time. */
export type StreamWitness = {
  added(entry: { key: string; payload: string }): void;
  acknowledged(entry: { key: string; payload: string }): void;
};
/** A planted bug of the wire: sends other commands instead. */
export type CommandChange = (command: Command) => Command[];

/** Redis itself. It keeps what it was told, so that it can fall back to what a lagging replica knew. */
export class RedisHost {
  isAway = false;
  hasSeenSecret = false;
  /** Entries that a consumer may have pending before its reads are refused, as Upstash does. */
  pendingLimit = 1_000;
  private engine: Backend;
  private log: Logged[] = [];
  private replayedAt: number | null = null;
  private readonly payloads = new Map<string, string>();

  constructor(
    private readonly clock: () => number,
    private readonly options: { keepsLog: boolean; witness: StreamWitness; change: CommandChange | null },
  ) {
    this.engine = this.makeEngine();
  }

  async execute(given: readonly Command[]): Promise<CommandResult[]> {
    const { change, keepsLog } = this.options;
    const commands = change === null ? given : given.flatMap(change);
    this.hasSeenSecret ||= commands.some((command) => command.some((word) => word.includes(CANARY)));
    if (keepsLog) for (const command of commands) this.log.push({ at: this.clock(), command });
    for (const command of commands) if (command[0] === "XACK") this.witnessAcknowledged(command);
    const results = await this.engine.execute(commands, { atomic: true });
    for (const [index, command] of commands.entries()) {
      const result = results[index];
      if (command[0] === "XADD" && result && "result" in result)
        this.witnessAdded(command, String(result.result));
    }
    return results.slice(0, given.length);
  }

  private witnessAdded([, key = "", , , payload = ""]: Command, id: string): void {
    this.payloads.set(`${key} ${id}`, payload);
    this.options.witness.added({ key, payload });
  }

  private witnessAcknowledged([, key = "", , ...ids]: Command): void {
    for (const id of ids) {
      const payload = this.payloads.get(`${key} ${id}`);
      if (payload !== undefined) this.options.witness.acknowledged({ key, payload });
      this.payloads.delete(`${key} ${id}`);
    }
  }

  async flush(): Promise<void> {
    await this.execute([["FLUSHALL"]]);
  }

  /** A replica that had not heard of the last `ms` takes over: what was acknowledged since is forgotten. */
  async rollBack(ms: number): Promise<void> {
    const kept = this.log.filter(({ at }) => at <= this.clock() - ms);
    this.log = kept;
    this.engine = this.makeEngine();
    for (const { at, command } of kept) {
      this.replayedAt = at;
      await this.engine.execute([command], { atomic: false });
    }
    this.replayedAt = null;
  }

  async pendingOf(stream: string, group: string, consumer: string): Promise<number> {
    const command = ["XPENDING", stream, group, "-", "+", "5000", consumer];
    const [found] = await this.engine.execute([command], { atomic: false });
    return found && "result" in found && Array.isArray(found.result) ? found.result.length : 0;
  }

  private makeEngine(): Backend {
    return createMemoryEngine(() => this.replayedAt ?? this.clock());
  }
}

/** The wire of one process to Redis: what real ones do about lost replies, with everything that can be lost. */
export function createSimulatedWire(life: ProcessLife, host: RedisHost): RedisWire {
  const policy: RetryPolicy = {
    tryMs: ANSWER_TIMEOUT_MS,
    deadlineMs: DEADLINE_MS,
    now: () => life.sim.loop.now,
    sleep: (ms) => life.wait(ms),
    random: () => life.sim.random.next(),
  };

  async function send(commands: readonly Command[], repeatable: boolean): Promise<CommandResult[]> {
    const once = () => exchange({ life, host }, commands);
    return repeatable ? attempt(policy, once, isUnanswered) : once();
  }

  return {
    call: async (command, { repeatable }) => {
      if (command[0] === "XREADGROUP" && host.pendingLimit < 1_000) await guardPendingLimit(host, command);
      const [outcome] = await send([[...command]], repeatable);
      return replyOf(command[0], outcome);
    },
    addAll: async (stream, entries) => {
      const commands = entries.map(({ id, payload }) => ["XADD", stream, id, ENTRY_FIELD, payload]);
      const outcomes = await send(commands, true);
      return outcomes.map((outcome) => ("error" in outcome ? outcome : { id: String(outcome.result) }));
    },
    acknowledge: async (stream, group, ids) => {
      await send(
        [
          ["XACK", stream, group, ...ids],
          ["XDEL", stream, ...ids],
        ],
        true,
      );
    },
  };
}

type Ends = { life: ProcessLife; host: RedisHost };

async function exchange({ life, host }: Ends, commands: readonly Command[]): Promise<CommandResult[]> {
  const { faults } = life.sim;
  const name = commands[0]?.[0] ?? "";
  const request = life.step(name);
  if (request !== null) await request;
  if (host.isAway) throw unanswered(name, "ECONNREFUSED");
  if (faults.strikes("stream_lost_request", life.name, name)) {
    await life.wait(ANSWER_TIMEOUT_MS);
    throw unanswered(name, "timeout");
  }
  if (faults.strikes("stream_refused", life.name, name)) throw unanswered(name, "unreadable answer");
  const results = await host.execute(commands);
  if (faults.strikes("stream_doubled", life.name, name)) await host.execute(commands);
  if (faults.strikes("stream_lost_reply", life.name, name)) {
    await life.wait(ANSWER_TIMEOUT_MS);
    throw unanswered(name, "timeout");
  }
  const answer = life.step("redis answer");
  if (answer !== null) await answer;
  return results;
}

/** Upstash refuses to read on for a consumer with too many pending entries. */
async function guardPendingLimit(host: RedisHost, command: readonly string[]): Promise<void> {
  const [, , group = "", consumer = ""] = command;
  const at = command.indexOf("STREAMS");
  const names = command.slice(at + 1, at + 1 + (command.length - at - 1) / 2);
  if (command.at(-1) !== ">") return;
  for (const name of names) {
    if ((await host.pendingOf(name, group, consumer)) >= host.pendingLimit) {
      throw new StreamError("unavailable", "Redis refused XREADGROUP: ERR too many pending entries");
    }
  }
}

function replyOf(command: string, outcome: CommandResult | undefined): RedisReply {
  if (outcome && "result" in outcome) return outcome.result;
  const reply = outcome?.error ?? "no reply";
  const kind = reply.startsWith("NOGROUP") ? "no_group" : "unavailable";
  throw new StreamError(kind, `Redis refused ${command}: ${reply}`);
}

function unanswered(command: string, why: string): StreamError {
  return new StreamError("unavailable", `Redis did not answer ${command}: ${why}`);
}

function isUnanswered(error: unknown): boolean {
  return error instanceof StreamError && error.message.startsWith("Redis did not answer");
}
