import { MOST_ITEMS } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { type Fields, numberOf, textOf } from "../read-object.ts";
import { EMPTY_DUMP, type KumaDump } from "./kuma-dump.ts";

/** Runs one statement on the file and answers its rows; whoever has SQLite brings it. */
export type AskSqlite = (sql: string) => Fields[];

const MOST_DAYS = 500_000;

/** Throws ImportProblem for a file that is no database of Uptime Kuma, or a damaged one. */
export function readKumaDb(ask: AskSqlite): KumaDump {
  const tables = namesOf(ask, "SELECT name FROM sqlite_master WHERE type = 'table'");
  if (!tables.has("monitor") || !tables.has("heartbeat")) {
    throw new ImportProblem("This database is not one of Uptime Kuma: it has no monitors.");
  }
  const all = (table: string): Fields[] =>
    tables.has(table) ? attempt(ask, `SELECT * FROM "${table}" LIMIT ${MOST_ITEMS * 4}`) : [];
  const monitors = all("monitor");
  if (monitors.length > MOST_ITEMS) throw new ImportProblem(`${MOST_ITEMS} monitors at most.`);
  return {
    ...EMPTY_DUMP,
    monitors,
    notifications: all("notification"),
    monitorNotifications: all("monitor_notification"),
    monitorTags: tables.has("monitor_tag") ? attempt(ask, TAGS) : [],
    proxies: all("proxy"),
    maintenance: all("maintenance"),
    monitorMaintenance: all("monitor_maintenance"),
    statusPages: all("status_page"),
    groups: all("group"),
    monitorGroups: all("monitor_group"),
    zone: zoneOf(tables.has("setting") ? attempt(ask, ZONE) : []),
    days: mergeDays(tables.has("stat_daily") ? attempt(ask, STAT_DAYS) : [], attempt(ask, HEARTBEAT_DAYS)),
  };
}

const TAGS = `SELECT mt.monitor_id, t.name, mt.value FROM monitor_tag mt JOIN tag t ON t.id = mt.tag_id LIMIT ${MOST_ITEMS * 4}`;
const ZONE = "SELECT value FROM setting WHERE key = 'serverTimezone'";
/** 2.0 counts days itself and keeps them for a year. */
const STAT_DAYS = `SELECT monitor_id, date(timestamp, 'unixepoch') AS day, up, down, ping FROM stat_daily ORDER BY timestamp DESC LIMIT ${MOST_DAYS}`;
/** 0 is down and 1 is up; pending and maintenance count to neither. Times are UTC. */
const HEARTBEAT_DAYS = `SELECT monitor_id, substr(time, 1, 10) AS day, sum(status = 1) AS up, sum(status = 0) AS down,
  avg(CASE WHEN status = 1 THEN ping END) AS ping FROM heartbeat GROUP BY 1, 2 LIMIT ${MOST_DAYS}`;

function mergeDays(stats: Fields[], beats: Fields[]): KumaDump["days"] {
  const days = new Map<string, KumaDump["days"][number]>();
  for (const row of [...beats, ...stats]) {
    const monitorId = numberOf(row.monitor_id);
    const day = textOf(row.day);
    const up = numberOf(row.up) ?? 0;
    const down = numberOf(row.down) ?? 0;
    if (monitorId === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || up + down <= 0) continue;
    const key = `${monitorId} ${day}`;
    const known = days.get(key);
    // A day of which heartbeats are partly deleted is whole in the statistics, and the other way round for today.
    if (known && known.up + known.down >= up + down) continue;
    days.set(key, { monitorId, day, up, down, pingMs: numberOf(row.ping) });
  }
  return [...days.values()];
}

function zoneOf([row]: Fields[]): string {
  const text = textOf(row?.value).replaceAll('"', "");
  return text === "" || text === "auto" ? "UTC" : text;
}

function namesOf(ask: AskSqlite, sql: string): Set<string> {
  return new Set(attempt(ask, sql).map(({ name }) => textOf(name)));
}

function attempt(ask: AskSqlite, sql: string): Fields[] {
  try {
    return ask(sql);
  } catch (error) {
    throw new ImportProblem(
      "SQLite cannot read this file: it is damaged or cut off. Stop Uptime Kuma, copy kuma.db again and try once more.",
      { cause: error },
    );
  }
}
