import type { DockerCheck } from "#contracts/checks/docker.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { askEngine } from "./ask-engine.ts";

const LOAD_SOURCES = new Set(["cpuPercent", "memoryPercent"]);

/** Asks the Docker Engine (API 1.41 or newer) of the agent's own machine for one container. */
export function createDockerRunner({ socketPath }: { socketPath: string }): CheckRunner<"docker"> {
  return (config) =>
    observe(config, async (run) => {
      const { check } = config;
      const path = `/containers/${encodeURIComponent(check.container)}`;
      const { status, body } = await askEngine(socketPath, `${path}/json`, run.deadline);
      if (status === 404) throw new Fault("assertion", `There is no container called ${check.container}.`);
      const state = objectAt(body, "State");
      if (status !== 200 || state === null) {
        throw new Fault("internal", `The Docker Engine answers with HTTP status ${status}.`);
      }
      const message = judge(state, check, run);
      if (looksAtLoad(check)) {
        const stats = await askEngine(socketPath, `${path}/stats?stream=false`, run.deadline);
        run.values = { ...run.values, ...readLoad(stats.body) };
      }
      return message;
    });
}

function judge(state: Fields, { container, requireHealthy }: DockerCheck, run: CheckRun): string {
  const word = textAt(state, "Status") ?? "unknown";
  const health = textAt(objectAt(state, "Health"), "Status");
  run.values.state = word;
  run.transcript.received(`${word}${health === null ? "" : `, ${health}`}`);
  if (word !== "running") {
    const code = numberAt(state, "ExitCode");
    const why = word === "exited" && code !== null ? ` with exit code ${code}` : "";
    throw new Fault("assertion", `Expected ${container} to be running, saw ${word}${why}.`);
  }
  // `none`: the image has no health check. `starting` is neither healthy nor sick, and ends by itself.
  if (requireHealthy && health === "unhealthy") {
    throw new Fault("assertion", `Expected ${container} to be healthy, saw unhealthy.`);
  }
  return health === null || health === "none"
    ? `${container} is running.`
    : `${container} is running and ${health}.`;
}

function looksAtLoad({ assertions }: DockerCheck): boolean {
  return assertions.list
    .flatMap((member) => ("list" in member ? member.list : [member]))
    .some(({ source }) => LOAD_SOURCES.has(source));
}

/** The share of all the machine's processors since the sample before, and of the container's memory without caches. */
function readLoad(stats: unknown): { cpuPercent: number | null; memoryPercent: number | null } {
  const now = objectAt(stats, "cpu_stats");
  const before = objectAt(stats, "precpu_stats");
  const used = difference(objectAt(now, "cpu_usage"), objectAt(before, "cpu_usage"), "total_usage");
  const all = difference(now, before, "system_cpu_usage");
  const memory = objectAt(stats, "memory_stats");
  const details = objectAt(memory, "stats");
  const caches = numberAt(details, "inactive_file") ?? numberAt(details, "total_inactive_file") ?? 0;
  const usage = numberAt(memory, "usage");
  const limit = numberAt(memory, "limit");
  return {
    cpuPercent: used === null || all === null || all <= 0 ? null : (100 * used) / all,
    memoryPercent: usage === null || limit === null || limit <= 0 ? null : (100 * (usage - caches)) / limit,
  };
}

type Fields = Record<string, unknown>;

function objectAt(of: unknown, key: string): Fields | null {
  const value = typeof of === "object" && of !== null ? Reflect.get(of, key) : null;
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

function numberAt(of: Fields | null, key: string): number | null {
  const value = of?.[key];
  return typeof value === "number" ? value : null;
}

function textAt(of: Fields | null, key: string): string | null {
  const value = of?.[key];
  return typeof value === "string" ? value : null;
}

function difference(now: Fields | null, before: Fields | null, key: string): number | null {
  const [later, earlier] = [numberAt(now, key), numberAt(before, key)];
  return later === null || earlier === null ? null : later - earlier;
}
