import type { Fields } from "../read-object.ts";

/** Rows as `kuma.db` has them (columns of 1.23 and 2.0), and its days counted. */
export type KumaDump = {
  monitors: Fields[];
  notifications: Fields[];
  monitorNotifications: Fields[];
  /** `name` and `value` of each tag, by `monitor_id`. */
  monitorTags: Fields[];
  proxies: Fields[];
  maintenance: Fields[];
  monitorMaintenance: Fields[];
  statusPages: Fields[];
  groups: Fields[];
  monitorGroups: Fields[];
  /** IANA; what maintenance without a zone of its own is in. */
  zone: string;
  /** `day` is `2026-05-01`, UTC. */
  days: { monitorId: number; day: string; up: number; down: number; pingMs: number | null }[];
};

export const EMPTY_DUMP: KumaDump = {
  monitors: [],
  notifications: [],
  monitorNotifications: [],
  monitorTags: [],
  proxies: [],
  maintenance: [],
  monitorMaintenance: [],
  statusPages: [],
  groups: [],
  monitorGroups: [],
  zone: "UTC",
  days: [],
};
