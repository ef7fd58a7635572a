import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Child, startChild } from "#testing/rig/child.ts";
import { readCpuByRoot } from "#testing/rig/process-tree.ts";

const PROGRAM = "/usr/bin/prometheus-blackbox-exporter";
const PACKAGE = "prometheus-blackbox-exporter";
const LANES = 32;

export type Blackbox = { measure(url: string, forMs: number): Promise<BlackboxCost>; stop(): Promise<void> };
export type BlackboxCost = { probes: number; failed: number; cpuUsPerProbe: number };

/** Null, with the reason said, where it is not installed and cannot be. */
export async function startBlackbox(given: {
  folder: string;
  ca: string;
  say: (line: string) => void;
}): Promise<Blackbox | null> {
  if (!existsSync(PROGRAM) && isDebianRoot()) installByApt();
  if (!existsSync(PROGRAM)) {
    given.say(`  ${PACKAGE} is missing: nothing to compare with. Debian has it.`);
    return null;
  }
  const port = await freePort();
  const caFile = join(given.folder, "ca.pem");
  const config = join(given.folder, "blackbox.yml");
  writeFileSync(caFile, given.ca);
  writeFileSync(config, configOf(caFile));
  const child = startChild({
    file: PROGRAM,
    args: [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, "--log.level=error"],
    // One core, as one probe has; with more of them it needs more for the same work.
    env: { GOMAXPROCS: "1" },
  });
  await untilItAnswers(port);
  return {
    measure: (url, forMs) => measure({ child, port }, { url, forMs }),
    stop: () => child.stop("SIGKILL"),
  };
}

/** Its own defaults, without the parts that look at more than Uptick does. */
function configOf(caFile: string): string {
  return `modules:
  http_2xx:
    prober: http
    timeout: 5s
    http:
      method: GET
      enable_http2: false
      preferred_ip_protocol: ip4
      tls_config: { ca_file: ${caFile} }
`;
}

async function measure(
  { child, port }: { child: Child; port: number },
  { url, forMs }: { url: string; forMs: number },
): Promise<BlackboxCost> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  const path = `/probe?module=http_2xx&target=${encodeURIComponent(url)}`;
  const scrape = () => scrapeOnce({ agent, port, path });
  await runFor(scrape, forMs / 4);
  const before = cpuOf(child);
  const seen = await runFor(scrape, forMs);
  const cpuUsPerProbe = (cpuOf(child) - before) / seen.probes;
  agent.destroy();
  return { ...seen, cpuUsPerProbe };
}

async function runFor(
  scrape: () => Promise<boolean>,
  ms: number,
): Promise<{ probes: number; failed: number }> {
  const stopAt = performance.now() + ms;
  const seen = { probes: 0, failed: 0 };
  const lane = async () => {
    while (performance.now() < stopAt) {
      const isGood = await scrape();
      seen.probes += 1;
      if (!isGood) seen.failed += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return seen;
}

function scrapeOnce(given: { agent: Agent; port: number; path: string }): Promise<boolean> {
  return new Promise((done, fail) => {
    const asked = get({ ...given, host: "127.0.0.1" }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
      });
      answer.once("end", () => done(text.includes("\nprobe_success 1")));
    });
    asked.once("error", fail);
  });
}

function cpuOf({ pid }: Child): number {
  return readCpuByRoot([{ name: PACKAGE, pid }]).get(PACKAGE) ?? 0;
}

async function untilItAnswers(port: number): Promise<void> {
  const agent = new Agent();
  for (let left = 100; left > 0; left -= 1) {
    const answers = await scrapeOnce({ agent, port, path: "/-/healthy" }).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${PACKAGE} does not answer.`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

function isDebianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

function installByApt(): void {
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", PACKAGE], options);
}
