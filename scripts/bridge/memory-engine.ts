import { type Backend, BackendError, type Command, type CommandResult, type Reply } from "./backend.ts";
import { CommandError } from "./command-error.ts";
import { xack, xgroupCreate, xgroupDelconsumer, xgroupDestroy } from "./group-commands.ts";
import { KeySpace } from "./key-space.ts";
import { xautoclaim, xpending } from "./pending-commands.ts";
import { xreadgroup } from "./read-group-command.ts";
import { xadd, xdel, xlen, xrange } from "./stream-commands.ts";
import { xinfoGroups, xinfoStream } from "./stream-info.ts";
import { del, exists, flushall, get, incr, pexpire, ping, set } from "./string-commands.ts";

/** These choose by their second word. */
const CONTAINERS = new Set(["XGROUP", "XINFO"]);

/** Arity as Redis counts it: the name included, negative for "at least". */
type Handler = { arity: number; run: (keys: KeySpace, args: readonly string[]) => Reply };

const HANDLERS = new Map<string, Handler>([
  ["PING", { arity: -1, run: ping }],
  ["GET", { arity: 2, run: get }],
  ["SET", { arity: -3, run: set }],
  ["DEL", { arity: -2, run: del }],
  ["EXISTS", { arity: -2, run: exists }],
  ["PEXPIRE", { arity: -3, run: pexpire }],
  ["INCR", { arity: 2, run: incr }],
  ["FLUSHALL", { arity: 1, run: flushall }],
  ["XADD", { arity: -5, run: xadd }],
  ["XLEN", { arity: 2, run: xlen }],
  ["XRANGE", { arity: -4, run: xrange }],
  ["XDEL", { arity: -3, run: xdel }],
  ["XGROUP|CREATE", { arity: -5, run: xgroupCreate }],
  ["XGROUP|DESTROY", { arity: 4, run: xgroupDestroy }],
  ["XGROUP|DELCONSUMER", { arity: 5, run: xgroupDelconsumer }],
  ["XREADGROUP", { arity: -7, run: xreadgroup }],
  ["XACK", { arity: -4, run: xack }],
  ["XPENDING", { arity: -3, run: xpending }],
  ["XAUTOCLAIM", { arity: -6, run: xautoclaim }],
  ["XINFO|GROUPS", { arity: 3, run: xinfoGroups }],
  ["XINFO|STREAM", { arity: -3, run: xinfoStream }],
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
    const handler = findHandler(command);
    return { result: handler.run(keys, command.slice(isContainer(command) ? 2 : 1)) };
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

function isContainer(command: Command): boolean {
  return CONTAINERS.has((command[0] ?? "").toUpperCase());
}

function findHandler(command: Command): Handler {
  const [name = "", verb] = command;
  if (isContainer(command) && verb === undefined) throw wrongArity(name);
  const fullName = isContainer(command) ? `${name}|${verb}` : name;
  const handler = HANDLERS.get(fullName.toUpperCase());
  if (!handler) throw unknownCommand(command);
  const isRight = handler.arity < 0 ? command.length >= -handler.arity : command.length === handler.arity;
  if (isRight) return handler;
  throw wrongArity(fullName);
}

function unknownCommand(command: Command): CommandError {
  const [name = "", ...args] = command;
  if (isContainer(command)) {
    return new CommandError(`ERR unknown subcommand '${args[0]}'. Try ${name.toUpperCase()} HELP.`);
  }
  const quoted = args.map((arg) => `'${arg}' `).join("");
  return new CommandError(`ERR unknown command '${name}', with args beginning with: ${quoted}`);
}

function wrongArity(name: string): CommandError {
  return new CommandError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
}
