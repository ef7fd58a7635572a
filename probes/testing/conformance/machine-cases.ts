import { DockerCheck } from "#contracts/checks/docker.ts";
import { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import { HostCheck } from "#contracts/checks/host.ts";
import { judgeEnd } from "#domain/heartbeat/judge-end.ts";
import { configWith } from "../check-config.ts";
import type { ConformanceCase, Truth } from "./conformance-case.ts";
import { type NodeWorld, sightOf } from "./node-world.ts";

const PERCENT: Truth = { holds: ["lessOrEqual", "100"], fails: ["greater", "100"] };
const STATS = {
  cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2000, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 50 }, system_cpu_usage: 1000 },
  memory_stats: { usage: 700, limit: 1000, stats: { inactive_file: 200 } },
};

/** What the Docker Engine API answers, by path. */
export const ENGINE_ANSWERS: Record<string, object> = {
  "/version": { ApiVersion: "1.47" },
  "/containers/web/json": {
    Id: "4fa6",
    Name: "/web",
    State: { Status: "running", Running: true, ExitCode: 0 },
  },
  "/containers/web/stats?stream=false": STATS,
};

export function listMachineCases({ runners }: NodeWorld): ConformanceCase[] {
  return [
    {
      kind: "docker",
      place: "agent",
      truths: {
        state: { holds: ["equals", "running"], fails: ["equals", "exited"] },
        cpuPercent: { holds: ["equals", "25"], fails: ["greater", "25"] },
        memoryPercent: { holds: ["equals", "50"], fails: ["greater", "50"] },
      },
      run: async (assertions) => {
        const check = { kind: "docker", container: "web", assertions };
        return sightOf(await runners.docker(configWith(DockerCheck.parse(check))));
      },
    },
    {
      kind: "host",
      place: "agent",
      truths: {
        cpuPercent: PERCENT,
        memoryPercent: PERCENT,
        diskPercent: PERCENT,
        load: { holds: ["greaterOrEqual", "0"], fails: ["less", "0"] },
      },
      run: async (assertions) => {
        const check = { kind: "host", maxMemoryPercent: null, maxDiskPercent: null, assertions };
        return sightOf(await runners.host(configWith(HostCheck.parse(check))));
      },
    },
    {
      kind: "heartbeat",
      place: "app",
      truths: {
        body: { holds: ["contains", "rows"], fails: ["contains", "error"] },
        json: { name: "$.rows", holds: ["equals", "12"], fails: ["equals", "13"] },
      },
      run: async (assertions) => {
        const timing = { type: "period", periodSec: 60 };
        const body = '{"rows":12}';
        const ping = { kind: "success", exitCode: null, body, tail: "" } as const;
        const check = HeartbeatCheck.parse({ kind: "heartbeat", timing, assertions });
        const judged = judgeEnd(check, { ping, durationMs: 1500, isLate: false });
        return { outcome: judged.outcome, assertions: judged.assertions ?? [] };
      },
    },
  ];
}
