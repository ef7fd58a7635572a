import { createInterface } from "node:readline/promises";
import { isTRPCClientError } from "@trpc/client";
import { Command, CommanderError } from "commander";
import { createClient } from "../../src/client/create-client.ts";
import { addConfigCommands } from "./config-commands.ts";
import { CliError, EXIT } from "./exit-code.ts";
import { addMonitorCommands } from "./monitor-commands.ts";
import { printable, say, sayJson } from "./output.ts";
import { forgetSettings, openClient, readSettings, requireUrl, saveSettings } from "./settings.ts";

declare const UPTICK_VERSION: string;

const program = new Command("uptick")
  .description("Uptick from a terminal: monitoring as code, and a look at what is up.")
  .version(UPTICK_VERSION)
  .showHelpAfterError("Run `uptick --help` for what there is.")
  .exitOverride();
program
  .command("login")
  .description("keep the address of an Uptick and an API key")
  .option("--url <url>", "such as https://uptick.example.com")
  .option("--json", "as JSON")
  .action(logIn);
program
  .command("logout")
  .description("forget them")
  .action(() => {
    forgetSettings();
    say("Forgotten.");
  });
program
  .command("whoami")
  .description("which Uptick this is, and whether the key is good")
  .option("--json", "as JSON")
  .action(async ({ json }: { json?: boolean }) => {
    const { url } = readSettings();
    const { total } = await openClient().monitor.list.query({ limit: 1 });
    if (json) sayJson({ url, monitors: total });
    else say(`${url}, ${total} monitors`);
  });
addConfigCommands(program);
addMonitorCommands(program);
for (const command of program.commands) command.exitOverride().showHelpAfterError();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** The key is read from the environment or from a line, never from the arguments, which others on the machine see. */
async function logIn({ url: given, json }: { url?: string; json?: boolean }): Promise<void> {
  const url = requireUrl(given ?? process.env.UPTICK_URL ?? (await ask("Address of your Uptick: ")));
  const apiKey = (process.env.UPTICK_API_KEY || (await ask("API key (Settings → API keys): "))).trim();
  if (apiKey === "")
    throw new CliError(EXIT.usage, "An API key is needed. Make one under Settings → API keys.");
  const { total } = await createClient({ url, apiKey }).monitor.list.query({ limit: 1 });
  const file = saveSettings({ url, apiKey });
  if (json) sayJson({ url, file, monitors: total });
  else say(`Signed in to ${url} (${total} monitors). Kept in ${file}.`);
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** One sentence on standard error, and what the process ends with. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CliError) {
    complain([error.message, ...error.lines]);
    return error.exitCode;
  }
  if (isTRPCClientError(error)) return explainAnswer(error);
  complain([error instanceof Error ? error.message : String(error)]);
  return EXIT.problem;
}

type Answered = { message: string; data?: unknown; cause?: unknown };

function explainAnswer({ message, data, cause }: Answered): number {
  const { code, zod } = (data ?? {}) as {
    code?: string;
    zod?: { fieldErrors?: Record<string, string[]> } | null;
  };
  if (code === undefined) {
    const why = cause instanceof Error && cause.cause instanceof Error ? ` (${cause.cause.message})` : "";
    complain([`Uptick did not answer: ${message}${why}`]);
    return EXIT.network;
  }
  const fields = Object.entries(zod?.fieldErrors ?? {}).map(([path, says]) => `${path}: ${says[0] ?? ""}`);
  complain([message, ...fields.slice(0, 20)]);
  return code === "UNAUTHORIZED" || code === "FORBIDDEN" ? EXIT.auth : EXIT.problem;
}

function complain(lines: readonly string[]): void {
  const [first = "", ...rest] = lines;
  process.stderr.write(
    `uptick: ${printable(first)}\n${rest.map((line) => `  ${printable(line)}\n`).join("")}`,
  );
}
