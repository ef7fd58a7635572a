import { CHECK_KINDS, type CheckKind, KINDS_OF_RUNTIME } from "#contracts/checks/check-kinds.ts";
import type { Runtime } from "#contracts/region.ts";
import { SILENT_MS } from "./judge-region.ts";

type Probe = { lastSeenAt: Date; kinds: readonly string[] };

/**
 * What can be checked from there: what its live probes say in their greetings, else what their runtime can do at best.
 * A job goes to any of them, so what only some of them can do is not counted on.
 */
export function kindsOfRegion(
  { runtime, instances }: { runtime: Runtime; instances: readonly Probe[] },
  nowMs: number,
): CheckKind[] {
  const told = instances.filter((probe) => probe.kinds.length > 0 && isLive(runtime, probe, nowMs));
  if (told.length === 0) return [...KINDS_OF_RUNTIME[runtime]];
  return CHECK_KINDS.filter((kind) => told.every((probe) => probe.kinds.includes(kind)));
}

/** An edge probe lives only while it is called; what it said last is what it can. */
function isLive(runtime: Runtime, probe: Probe, nowMs: number): boolean {
  return runtime === "edge" || nowMs - probe.lastSeenAt.getTime() <= SILENT_MS;
}
