import type { IncidentKind, IncidentState } from "#contracts/incident.ts";

export type IncidentFilter = {
  search: string;
  state: IncidentState | null;
  kind: IncidentKind | null;
  monitorId: string | null;
};
export const NO_FILTER: IncidentFilter = { search: "", state: null, kind: null, monitorId: null };

/** `open` includes those that somebody has acknowledged. */
export const STATES: readonly IncidentState[] = ["open", "acknowledged", "resolved"];
export const KINDS: readonly IncidentKind[] = ["automatic", "manual", "system"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Read = (name: "search" | "state" | "kind" | "monitor") => string | null;

export function readIncidentFilter(read: Read): IncidentFilter {
  const monitor = read("monitor");
  return {
    search: (read("search") ?? "").trim().slice(0, 200),
    state: STATES.find((state) => state === read("state")) ?? null,
    kind: KINDS.find((kind) => kind === read("kind")) ?? null,
    monitorId: monitor !== null && UUID.test(monitor) ? monitor : null,
  };
}

export function writeIncidentFilter({ search, state, kind, monitorId }: IncidentFilter): string {
  const next = new URLSearchParams();
  if (search !== "") next.set("search", search);
  if (state !== null) next.set("state", state);
  if (kind !== null) next.set("kind", kind);
  if (monitorId !== null) next.set("monitor", monitorId);
  return next.toString();
}

/** Same in the server's prefetch and in the browser, or the prefetched page would not be found. */
export function incidentListInput({ search, state, kind, monitorId }: IncidentFilter) {
  return {
    limit: 25,
    ...(search === "" ? {} : { search }),
    ...(state === null ? {} : { state }),
    ...(kind === null ? {} : { kind }),
    ...(monitorId === null ? {} : { monitorId }),
  };
}

export function isFiltered(filter: IncidentFilter): boolean {
  return writeIncidentFilter(filter) !== "";
}
