import type { Command, CommandResult, Reply } from "./backend.ts";

/** A request that the Upstash REST protocol answers with `status` and `{"error": message}`. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function parseCommand(body: string): Command {
  return toCommand(parseJson(body));
}

export function parseCommands(body: string): Command[] {
  const parsed = parseJson(body);
  if (!Array.isArray(parsed) || parsed.length === 0)
    throw new RequestError(400, "ERR empty pipeline request");
  return parsed.map(toCommand);
}

/** The protocol's `Upstash-Encoding: base64`: every string but a top-level OK. */
export function encodeBase64(outcome: CommandResult): CommandResult {
  if ("error" in outcome || outcome.result === "OK") return outcome;
  return { result: encodeReply(outcome.result) };
}

function encodeReply(reply: Reply): Reply {
  if (typeof reply === "string") return Buffer.from(reply).toString("base64");
  return Array.isArray(reply) ? reply.map(encodeReply) : reply;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new RequestError(400, "ERR failed to parse command");
    throw cause;
  }
}

function toCommand(value: unknown): Command {
  if (!Array.isArray(value) || value.length === 0) throw new RequestError(400, "ERR empty command");
  for (const part of value) {
    // Nearly every part is a string, and then the parsed array itself is the command.
    if (typeof part !== "string") return value.map(toArgument);
  }
  return value;
}

function toArgument(part: unknown): string {
  if (typeof part === "string") return part;
  if (part === null || part === undefined) throw new RequestError(400, "ERR a command has no null arguments");
  return typeof part === "object" ? JSON.stringify(part) : String(part);
}
