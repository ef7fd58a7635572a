/** An error reply, in the words of Redis 7.0. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

export const syntaxError = () => new CommandError("ERR syntax error");
export const notAnInteger = () => new CommandError("ERR value is not an integer or out of range");
export const wrongType = () =>
  new CommandError("WRONGTYPE Operation against a key holding the wrong kind of value");
export const invalidStreamId = () =>
  new CommandError("ERR Invalid stream ID specified as stream command argument");

export const wrongSubcommand = (container: string, verb: string) =>
  new CommandError(
    `ERR unknown subcommand or wrong number of arguments for '${verb}'. Try ${container} HELP.`,
  );

export function parseInteger(text: string | undefined): number {
  if (text === undefined || !/^(0|-?[1-9]\d{0,18})$/.test(text)) throw notAnInteger();
  return Number(text);
}
