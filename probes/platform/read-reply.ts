import type { ProbeBeatReply, ProbeConfig, ProbeReceipt, ProbeWelcome } from "#contracts/probe-rpc.ts";
import type { TrialReceipt } from "#contracts/trial.ts";

/**
 * The app checks what it sends with the contracts' own schemas; a probe only looks whether an answer has the right
 * shape at all, because zod would double the edge bundle. Each returns null for anything else.
 */
type Fields = Record<string, unknown>;

export function readData(answer: unknown): unknown {
  return fieldsOf(fieldsOf(answer)?.result)?.data ?? null;
}

export function readWelcome(data: unknown): ProbeWelcome | null {
  const read = fieldsOf(data);
  if (typeof read?.region !== "string" || typeof read.serverTime !== "number") return null;
  if (!Array.isArray(read.controlTargets)) return null;
  return {
    region: read.region,
    serverTime: read.serverTime,
    controlTargets: read.controlTargets.filter((url): url is string => typeof url === "string"),
    ...(typeof read.contactUrl === "string" ? { contactUrl: read.contactUrl } : {}),
  };
}

export function readReceipt(data: unknown): ProbeReceipt | null {
  const read = fieldsOf(data);
  const { accepted, duplicates, dropped } = read ?? {};
  if (typeof accepted !== "number" || typeof duplicates !== "number" || typeof dropped !== "number")
    return null;
  return { accepted, duplicates, dropped };
}

export function readTrialReceipt(data: unknown): TrialReceipt | null {
  const { taken } = fieldsOf(data) ?? {};
  return typeof taken === "boolean" ? { taken } : null;
}

export function readBeatReply(data: unknown): ProbeBeatReply | null {
  const { serverTime, changedMonitorIds, changedAll } = fieldsOf(data) ?? {};
  if (typeof serverTime !== "number" || typeof changedAll !== "boolean") return null;
  if (!Array.isArray(changedMonitorIds) || !changedMonitorIds.every(Number.isInteger)) return null;
  return { serverTime, changedMonitorIds, changedAll };
}

export function readConfigs(data: unknown): ProbeConfig[] | null {
  return Array.isArray(data) && data.every(isConfig) ? data : null;
}

const NUMBERS = ["configVersion", "intervalMs", "slotOffsetMs", "gridFrom", "timeoutMs"];

function isConfig(data: unknown): data is ProbeConfig {
  const read = fieldsOf(data);
  if (!read || !Number.isInteger(read.monitorId)) return false;
  if (read.state === "off") return true;
  return (
    read.state === "on" &&
    NUMBERS.every((name) => Number.isInteger(read[name])) &&
    isCheck(fieldsOf(read.check))
  );
}

function isCheck(check: Fields | null): boolean {
  if (check === null || typeof check.kind !== "string") return false;
  // A kind that this version does not know becomes a gap `unsupported`, so its inside does not matter.
  if (check.kind !== "http") return true;
  return (
    typeof check.url === "string" &&
    URL.canParse(check.url) &&
    typeof check.method === "string" &&
    typeof check.followRedirects === "boolean" &&
    Array.isArray(check.headers) &&
    Array.isArray(check.expectedStatus)
  );
}

function fieldsOf(data: unknown): Fields | null {
  return typeof data === "object" && data !== null ? { ...data } : null;
}
