import { type JobStream, StreamError } from "#contracts/stream.ts";
import { ENTRY_FIELD } from "#contracts/stream-keys.ts";
import type { CommandResult } from "#scripts/bridge/backend.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";
import { createJobStream } from "#transport/job-stream.ts";
import type { RedisWire } from "#transport/redis-wire.ts";

export type MemoryStream = JobStream & {
  /** Loses everything, as FLUSHALL or a Redis without persistence does. */
  flush(): Promise<void>;
  /** While set, every command rejects as if Redis could not be reached. */
  setUnreachable(unreachable: boolean): void;
};

/** A JobStream in this process: the fake for unit tests. It passes the same contract suite as the real ones. */
export function createMemoryStream(now: () => number = Date.now): MemoryStream {
  const engine = createMemoryEngine(now);
  let isUnreachable = false;

  async function execute(commands: readonly string[][], atomic: boolean): Promise<CommandResult[]> {
    if (isUnreachable) throw new StreamError("unavailable", "Redis did not answer: unreachable on purpose");
    return engine.execute(commands, { atomic });
  }

  const wire: RedisWire = {
    call: async (command) => {
      const [outcome] = await execute([[...command]], false);
      if (outcome && "result" in outcome) return outcome.result;
      throw toStreamError(command[0], outcome?.error ?? "no reply");
    },
    addAll: async (stream, entries) => {
      const commands = entries.map(({ id, payload }) => ["XADD", stream, id, ENTRY_FIELD, payload]);
      const outcomes = await execute(commands, true);
      return outcomes.map((outcome) => ("error" in outcome ? outcome : { id: String(outcome.result) }));
    },
    acknowledge: async (stream, group, ids) => {
      await execute(
        [
          ["XACK", stream, group, ...ids],
          ["XDEL", stream, ...ids],
        ],
        true,
      );
    },
  };
  return {
    ...createJobStream(wire),
    flush: async () => {
      await engine.execute([["FLUSHALL"]], { atomic: false });
    },
    setUnreachable: (unreachable) => {
      isUnreachable = unreachable;
    },
  };
}

function toStreamError(command: string, reply: string): StreamError {
  const kind = reply.startsWith("NOGROUP") ? "no_group" : "unavailable";
  return new StreamError(kind, `Redis refused ${command}: ${reply}`);
}
