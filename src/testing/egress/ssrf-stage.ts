// Runs in a network namespace of its own, where every address is this machine; prints what each way out did, as JSON.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Canaries, startCanaries } from "./canaries.ts";
import { startNameServer } from "./name-server.ts";
import { type Attempt, listAttempts, ZONE } from "./ssrf-attempts.ts";
import { openDoors } from "./ssrf-doors.ts";

export type StageResult = {
  row: string;
  /** Which way out was tried: a kind of check, or a door of the app. */
  path: string;
  target: string;
  outcome: string;
  message: string;
  tookMs: number;
  contacts: string[];
};

export type StageReport = {
  results: StageResult[];
  /** What the canaries noted of connections without any guard. */
  heard: string[];
  /** What the second origin of S78 and S81 was sent. */
  foreign: { headers: Record<string, unknown>; body: string }[];
};

const NAME_SERVER = "127.0.0.99";

await main();

async function main(): Promise<void> {
  prepareNetwork();
  await startNameServer(NAME_SERVER, ZONE);
  const canaries = await startCanaries();
  const attempts = listAttempts(await openDoors());
  const results: StageResult[] = [];
  for (const attempt of attempts) results.push(await tryOne(canaries, attempt));
  const foreign = canaries.requests
    .filter(({ host, url }) => host === "other.test" && url.startsWith("/secrets"))
    .map(({ headers, body }) => ({ headers, body }));
  const heard = await hearKnocks(canaries);
  const report: StageReport = { results, foreign, heard };
  process.stdout.write(JSON.stringify(report), () => process.exit(0));
}

/** Connects without a guard, so that a deaf canary is found out. */
async function hearKnocks(canaries: Canaries): Promise<string[]> {
  const before = canaries.contacts.length;
  for (const host of ["10.0.0.1", "169.254.169.254", "fd00:ec2::254"]) {
    const socket = connect({ host, port: 80 });
    await once(socket, "connect");
    socket.destroy();
  }
  await new Promise((turn) => setTimeout(turn, 20));
  return canaries.contacts.slice(before);
}

/** Every address is local, so that a connection to any of them would be heard. */
function prepareNetwork(): void {
  const ip = (...args: string[]) => execFileSync("ip", args);
  ip("link", "set", "lo", "up");
  ip("route", "add", "local", "0.0.0.0/0", "dev", "lo");
  ip("-6", "route", "add", "local", "::/0", "dev", "lo");
  const resolv = join(mkdtempSync(join(tmpdir(), "uptick-ssrf-")), "resolv.conf");
  writeFileSync(resolv, `nameserver ${NAME_SERVER}\nsearch search.test\n`);
  execFileSync("mount", ["--bind", resolv, "/etc/resolv.conf"]);
}

async function tryOne(canaries: Canaries, { row, path, target, run }: Attempt): Promise<StageResult> {
  const before = canaries.contacts.length;
  const from = performance.now();
  const { outcome, message } = await run();
  const tookMs = performance.now() - from;
  // A connection that was made is accepted in the next turns of the loop.
  await new Promise((turn) => setTimeout(turn, 2));
  return { row, path, target, outcome, message, tookMs, contacts: canaries.contacts.slice(before) };
}
