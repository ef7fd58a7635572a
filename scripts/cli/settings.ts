import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { createClient, type UptickClient } from "../../src/client/create-client.ts";
import { CliError, EXIT } from "./exit-code.ts";

const Stored = z.object({ url: z.string(), apiKey: z.string() });
export type Settings = z.infer<typeof Stored>;

/** XDG Base Directory Specification, else where it says by default. */
export function settingsFile(): string {
  const folder = process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
  return join(folder, "uptick", "config.json");
}

export function saveSettings(settings: Settings): string {
  const file = settingsFile();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  // The mode of a file that was there before stays unless it is set.
  chmodSync(file, 0o600);
  return file;
}

export function forgetSettings(): void {
  rmSync(settingsFile(), { force: true });
}

/** What the environment says goes before what `login` has kept. */
export function readSettings(): Settings {
  const kept = readKept();
  const url = process.env.UPTICK_URL || kept?.url;
  const apiKey = process.env.UPTICK_API_KEY || kept?.apiKey;
  if (url && apiKey) return { url: requireUrl(url), apiKey };
  throw new CliError(
    EXIT.auth,
    "Nobody is signed in. Run `uptick login`, or set UPTICK_URL and UPTICK_API_KEY.",
  );
}

export function openClient(): UptickClient {
  return createClient(readSettings());
}

export function requireUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  throw new CliError(EXIT.usage, `${text} is no address. Give one such as https://uptick.example.com.`);
}

function readKept(): Settings | null {
  try {
    return Stored.parse(JSON.parse(readFileSync(settingsFile(), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new CliError(EXIT.auth, `${settingsFile()} cannot be read. Run \`uptick login\` again.`);
  }
}
