import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFarTarget } from "#testing/rig/far-target.ts";
import type { Row } from "../report/row.ts";
import { type Blackbox, type BlackboxCost, startBlackbox } from "./blackbox.ts";
import { httpCheckOf, measureProbeStage, type ProbeStage, startKindTargets } from "./probe-stage.ts";

const GOAL_HTTPS_US = 1_000;
const GOAL_HTTPS_RATIO = 0.95;
const GOAL_HTTP_RATIO = 2.2;
const HOSTS = 200;

type Plan = { short: boolean; say: (line: string) => void };
type Compared = { ours: ProbeStage[]; theirs: BlackboxCost[]; costUs: number; theirUs: number | null };

/** P3 and P4: what a check costs the probe itself, beside what blackbox_exporter needs for the same on one core. */
export async function measureProbeStages(plan: Plan): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "uptick-bench-"));
  const targets = await startKindTargets();
  const far = await startFarTarget();
  const blackbox = await startBlackbox({ folder, ca: targets.ca, say: plan.say });
  const compare = (urlOf: (id: number) => string) =>
    compareInTurns({ plan, blackbox, ca: targets.ca, urlOf });
  try {
    const https = await compare((id) => `https://127.0.0.1:${targets.ports.https}/m/${id}`);
    const http = await compare(far.urlOf);
    return [rowOfHttps(https), rowOfHttp(http)];
  } finally {
    await blackbox?.stop();
    await far.stop();
    await targets.process.stop("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

/** One after the other and again, so that a machine that slows down slows both. */
async function compareInTurns(given: {
  plan: Plan;
  blackbox: Blackbox | null;
  ca: string;
  urlOf: (id: number) => string;
}): Promise<Compared> {
  const forMs = given.plan.short ? 1_500 : 5_000;
  const checks = Array.from({ length: HOSTS }, (_, id) => httpCheckOf(given.urlOf(id)));
  const ours: ProbeStage[] = [];
  const theirs: BlackboxCost[] = [];
  for (let turn = 0; turn < (given.plan.short ? 2 : 3); turn += 1) {
    ours.push(await measureProbeStage({ checks, forMs, ca: given.ca }));
    if (given.blackbox) theirs.push(await given.blackbox.measure(given.urlOf(0), forMs));
  }
  const failed = ours.find((run) => run.failed > 0 || run.checks === 0);
  if (failed) throw new Error(`A check of the bench itself failed: ${failed.example}`);
  const theirUs = theirs.length === 0 ? null : median(theirs.map((run) => run.cpuUsPerProbe));
  return { ours, theirs, costUs: median(ours.map((run) => run.cpuUsPerCheck)), theirUs };
}

function rowOfHttps(seen: Compared): Row {
  const { costUs, theirUs } = seen;
  const ratio = theirUs === null ? null : theirUs / costUs;
  return {
    id: "P3",
    measure: "CPU µs per HTTPS check, full handshake, probe stage",
    goal: `≤ ${GOAL_HTTPS_US}, ≥ ${GOAL_HTTPS_RATIO} × blackbox_exporter`,
    measured: costUs.toFixed(0),
    limit: limitOf(theirUs),
    ratio,
    met: costUs <= GOAL_HTTPS_US && (ratio === null || ratio >= GOAL_HTTPS_RATIO),
    detail: seen,
  };
}

function rowOfHttp(seen: Compared): Row {
  const { costUs, theirUs } = seen;
  const ratio = theirUs === null ? null : theirUs / costUs;
  return {
    id: "P4",
    measure: "CPU µs per HTTP check with all phases, probe stage",
    goal: `≥ ${GOAL_HTTP_RATIO} × blackbox_exporter per core`,
    measured: costUs.toFixed(0),
    limit: limitOf(theirUs),
    ratio,
    // Without it there is nothing that could be said.
    met: ratio !== null && ratio >= GOAL_HTTP_RATIO,
    detail: seen,
  };
}

function limitOf(theirUs: number | null): string {
  return theirUs === null ? "blackbox_exporter is missing" : `${theirUs.toFixed(0)} (blackbox_exporter)`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
