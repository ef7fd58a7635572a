import { type Backend, BackendError, type Command, type CommandResult, type Reply } from "./backend.ts";
import { CommandError } from "./command-error.ts";
import { xack, xgroup } from "./group-commands.ts";
import { KeySpace } from "./key-space.ts";
import { xautoclaim, xpending } from "./pending-commands.ts";
import { xreadgroup } from "./read-group-command.ts";
import { xadd, xdel, xlen, xrange } from "./stream-commands.ts";
import { xinfo } from "./stream-info.ts";
import { del, exists, flushall, get, incr, pexpire, ping, set } from "./string-commands.ts";

/** Arity as Redis counts it: the name included, negative for "at least". */
type Handler = { arity: number; run: (keys: KeySpace, args: readonly string[]) => Reply };

const HANDLERS = new Map<string, Handler>([
  ["PING", { arity: -1, run: ping }],
  ["GET", { arity: 2, run: get }],
  ["SET", { arity: -3, run: set }],
  ["DEL", { arity: -2, run: del }],
  ["EXISTS", { arity: -2, run: exists }],
  ["PEXPIRE", { arity: 3, run: pexpire }],
  ["INCR", { arity: 2, run: incr }],
  ["FLUSHALL", { arity: 1, run: flushall }],
  ["XADD", { arity: -5, run: xadd }],
  ["XLEN", { arity: 2, run: xlen }],
  ["XRANGE", { arity: -4, run: xrange }],
  ["XDEL", { arity: -3, run: xdel }],
  ["XGROUP", { arity: -2, run: xgroup }],
  ["XREADGROUP", { arity: -7, run: xreadgroup }],
  ["XACK", { arity: -4, run: xack }],
  ["XPENDING", { arity: -3, run: xpending }],
  ["XAUTOCLAIM", { arity: -6, run: xautoclaim }],
  ["XINFO", { arity: -2, run: xinfo }],
]);

/** The part of Redis 7.0 that Uptick uses, in this process' memory. Nothing outlives the process. */
export function createMemoryEngine(now: () => number = Date.now): Backend {
  const keys = new KeySpace(now);
  return {
    engine: "memory",
    isReady: () => true,
    execute: async (commands, { atomic }) => {
      if (atomic) checkAll(commands);
      return commands.map((command) => run(keys, command));
    },
    close: async () => keys.clear(),
  };
}

function run(keys: KeySpace, command: Command): CommandResult {
  try {
    return { result: findHandler(command).run(keys, command.slice(1)) };
  } catch (error) {
    if (error instanceof CommandError) return { error: error.message };
    throw error;
  }
}

/** As in MULTI, a command that cannot be queued discards the transaction; one that fails later does not. */
function checkAll(commands: readonly Command[]): void {
  try {
    for (const command of commands) findHandler(command);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new BackendError("refused", "EXECABORT Transaction discarded because of previous errors.", {
      cause: error,
    });
  }
}

function findHandler(command: Command): Handler {
  const [name = "", ...args] = command;
  const handler = HANDLERS.get(name.toUpperCase());
  if (!handler) {
    const quoted = args.map((arg) => `'${arg}' `).join("");
    throw new CommandError(`ERR unknown command '${name}', with args beginning with: ${quoted}`);
  }
  const isRight = handler.arity < 0 ? command.length >= -handler.arity : command.length === handler.arity;
  if (isRight) return handler;
  throw new CommandError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
}
