import type { Verdict } from "#contracts/verdict.ts";
import type { RawVerdict, VerdictMemory } from "./judgement.ts";

/** A monitor of which nothing is known. */
export function emptyMemory(atMs: number): VerdictMemory {
  return { at: atMs, raw: "unknown", shown: "unknown", flips: [], round: null };
}

/** What is stored for a monitor beside its memory; states from before there was a memory begin with it. */
export type StoredVerdict = { verdict: Verdict; raw: RawVerdict; sinceMs: number };

/** Tolerates `{}` and whatever is not what it should be: then the stored verdict stands for it. */
export function readMemory(json: unknown, stored: StoredVerdict): VerdictMemory {
  const memory = isRecord(json) ? json : {};
  const { at, raw, shown, flips } = memory;
  return {
    at: isTime(at) ? at : stored.sinceMs,
    raw: RAW.find((one) => one === raw) ?? stored.raw,
    shown: SHOWN.find((one) => one === shown) ?? stored.verdict,
    flips: Array.isArray(flips) ? flips.filter(isTime) : [],
    round: readRound(memory.round),
  };
}

const RAW: readonly RawVerdict[] = ["unknown", "up", "down", "degraded"];
const SHOWN: readonly Verdict[] = [...RAW, "flapping", "maintenance"];

function readRound(json: unknown): VerdictMemory["round"] {
  if (!isRecord(json)) return null;
  const { at, asked } = json;
  if (!isTime(at) || !Array.isArray(asked)) return null;
  return { at, asked: asked.flatMap(readAsked) };
}

function readAsked(json: unknown): { region: string; scheduledAt: number }[] {
  if (!isRecord(json)) return [];
  const { region, scheduledAt } = json;
  return typeof region === "string" && isTime(scheduledAt) ? [{ region, scheduledAt }] : [];
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isTime(json: unknown): json is number {
  return typeof json === "number" && Number.isFinite(json);
}
