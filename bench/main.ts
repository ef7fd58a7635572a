import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkoutRoot } from "#testing/rig/bundle-entry.ts";
import { measureBareClient, measurePacer } from "./limits/measure-limits.ts";
import { measureKinds } from "./probe/measure-kinds.ts";
import { measureProbeStages } from "./probe/measure-probe-stage.ts";
import { measureAlertPath } from "./product/measure-alert-path.ts";
import { measureDetection } from "./product/measure-detection.ts";
import { measureIngest } from "./product/measure-ingest.ts";
import { measureList } from "./product/measure-list.ts";
import { measureMonitorPage } from "./product/measure-monitor-page.ts";
import { measurePace } from "./product/measure-pace.ts";
import { measureSteady } from "./product/measure-steady.ts";
import { measureThroughput } from "./product/measure-throughput.ts";
import { formatTable, type Row } from "./report/row.ts";
import { measureStatusPage } from "./status/measure-status-page.ts";

type Plan = { short: boolean; long: boolean; ticks: number; say: (line: string) => void };
type Scenario = { ids: readonly string[]; title: string; run: (plan: Plan) => Promise<Row[]> };

const SCENARIOS: readonly Scenario[] = [
  { ids: ["P14"], title: "ingest", run: measureIngest },
  { ids: ["P3", "P4"], title: "a check in the probe alone", run: measureProbeStages },
  { ids: ["kinds"], title: "a check of each kind in the probe alone", run: measureKinds },
  {
    ids: ["D1", "D2", "P8"],
    title: "outages and region faults, 200 @ 10 s, 3 regions",
    run: measureDetection,
  },
  { ids: ["P7"], title: "alert path, 5,000 @ 10 s", run: measureAlertPath },
  { ids: ["P5", "P11"], title: "punctuality and restart, 5,000 @ 20 s", run: runPace },
  { ids: ["P9"], title: "monitor list, 10,000 @ 20 s", run: measureList },
  { ids: ["P6", "P13"], title: "10,000 @ 20 s", run: runSteady },
  { ids: ["P10"], title: "monitor page over months of ticks", run: measureMonitorPage },
  { ids: ["S1"], title: "a status page at 500 requests/s", run: measureStatusPage },
  { ids: ["P1", "P2"], title: "throughput", run: runThroughput },
];

async function runThroughput(plan: Plan): Promise<Row[]> {
  const limit = await measureBareClient(plan.short ? 3_000 : 5_000);
  return measureThroughput({ ...plan, limit });
}

async function runPace(plan: Plan): Promise<Row[]> {
  const intervalMs = plan.short ? 5_000 : 20_000;
  const limit = await measurePacer({ monitors: 5_000, intervalMs, windowMs: 3 * intervalMs });
  return measurePace({ ...plan, limit });
}

async function runSteady(plan: Plan): Promise<Row[]> {
  const minutes = plan.long ? 10 : plan.short ? 1 : 2;
  return measureSteady({ ...plan, windowMs: minutes * 60_000 });
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      short: { type: "boolean", default: false },
      long: { type: "boolean", default: false },
      ticks: { type: "string", default: "2000000" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log("Usage: npm run bench -- [--only P1,P5] [--short | --long] [--ticks 20000000]");
    return;
  }
  const wanted = values.only.split(",").filter((id) => id !== "");
  const plan: Plan = {
    short: values.short,
    long: values.long,
    ticks: Number(values.ticks),
    say: (line) => console.log(line),
  };
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    if (wanted.length > 0 && !scenario.ids.some((id) => wanted.includes(id))) continue;
    console.log(`${scenario.ids.join(", ")}: ${scenario.title}`);
    rows.push(...(await scenario.run(plan)));
  }
  rows.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  if (rows.length > 0) console.log(`\n${formatTable(rows)}\n\n${save(rows, values)}`);
}

function save(rows: readonly Row[], options: unknown): string {
  const folder = join(checkoutRoot(), "bench/results");
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = {
    node: process.version,
    cpus: cpus().length,
    model: cpus()[0]?.model,
    memoryBytes: totalmem(),
  };
  const file = join(folder, `${at.replaceAll(":", "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, options, rows }, null, 2)}\n`);
  return file;
}
