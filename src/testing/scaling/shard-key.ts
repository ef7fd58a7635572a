/**
 * Tables that can be split by monitor as they are: the primary key begins with `monitor_id`. Those of the tick path hold what
 * checks and verdicts write; the others come along with their monitor.
 */
export const SPLIT_BY_MONITOR: readonly { table: string; holds: string; isTickPath: boolean }[] = [
  { table: "tick", holds: "one check", isTickPath: true },
  { table: "tick_evidence", holds: "what a failed check saw", isTickPath: true },
  { table: "gap", holds: "a due slot without a check", isTickPath: true },
  { table: "rollup_hour", holds: "counts and response times of an hour", isTickPath: true },
  { table: "rollup_day", holds: "the same of a day", isTickPath: true },
  { table: "monitor_region_state", holds: "the newest reading of a region", isTickPath: true },
  { table: "monitor_state", holds: "the verdict and its memory", isTickPath: true },
  { table: "transition", holds: "each change of the verdict", isTickPath: true },
  { table: "finding", holds: "what holds for longer than a check", isTickPath: true },
  { table: "monitor_baseline", holds: "last week's medians", isTickPath: true },
  { table: "heartbeat_run", holds: "one expected call", isTickPath: true },
  { table: "heartbeat", holds: "the schedule of calls", isTickPath: false },
  { table: "imported_day", holds: "a day from another product", isTickPath: false },
  { table: "monitor_channel", holds: "who is told", isTickPath: false },
  { table: "monitor_figures", holds: "figures of the list", isTickPath: false },
  { table: "monitor_parent", holds: "what depends on what", isTickPath: false },
  { table: "purge", holds: "a deleted monitor's remains", isTickPath: false },
  { table: "day_link", holds: "the chain of sealed days", isTickPath: false },
];

/** Tables that name a monitor and would first need another key, or stay in one place. */
export const NOT_SPLIT: readonly { table: string; isTickPath: boolean; reason: string }[] = [
  {
    table: "assignment",
    isTickPath: true,
    reason:
      "the key is a number of its own; the unique index of open rows begins with the monitor. Needs the key (monitor_id, id) first: one migration, no statement names the id",
  },
  {
    table: "advisory",
    isTickPath: true,
    reason: "written when a region disagrees, not by each check; its unique index begins with the monitor",
  },
  {
    table: "anomaly_note",
    isTickPath: true,
    reason: "one row for unusual hours; its unique indexes begin with the monitor",
  },
  {
    table: "artifact",
    isTickPath: true,
    reason: "screenshots, named by an id in addresses; belongs in object storage long before it is split",
  },
  { table: "incident", isTickPath: false, reason: "rare, may have no monitor, may belong to several" },
  { table: "incident_monitor", isTickPath: false, reason: "goes with the incident" },
  { table: "delivery", isTickPath: false, reason: "the outbox: one order for all, goes with the incident" },
  { table: "maintenance_target", isTickPath: false, reason: "configuration of the workspace" },
  { table: "status_component_monitor", isTickPath: false, reason: "configuration of the status page" },
  { table: "bulk_undo", isTickPath: false, reason: "goes with the run that it undoes" },
  {
    table: "heartbeat_ping",
    isTickPath: false,
    reason: "a call that is taken in twice is one by its id, which is looked up without the monitor",
  },
];

/** Unique indexes of split tables without the monitor: they hold for all monitors together, and would have to go. */
export const UNIQUE_FOR_ALL: readonly { index: string; reason: string }[] = [
  { index: "day_link_hash_key", reason: "a hash is looked up without its monitor" },
  { index: "heartbeat_token_hash_key", reason: "the address that is called has only the token" },
];
