import { ImportProblem } from "../import-problem.ts";
import { type Fields, isFields, listOf, numberOf, parseJson, textOf } from "../read-object.ts";
import { EMPTY_DUMP, type KumaDump } from "./kuma-dump.ts";

/** The backup of 1.x (Settings → Backup → Export): JSON with `monitorList` and `notificationList`. It has no history. */
export function readKumaBackup(text: string): KumaDump {
  const backup = parseJson(text, "a backup of Uptime Kuma");
  if (!isFields(backup) || !Array.isArray(backup.monitorList)) {
    throw new ImportProblem("This is not a backup of Uptime Kuma: it has no monitorList.");
  }
  const list = listOf(backup.monitorList);
  return {
    ...EMPTY_DUMP,
    monitors: list.map(toRow),
    notifications: listOf(backup.notificationList).map((entry) => ({
      ...entry,
      is_default: entry.isDefault,
    })),
    monitorNotifications: list.flatMap(notificationsOf),
    monitorTags: list.flatMap(({ id, tags }) =>
      listOf(tags).map(({ name, value }) => ({ monitor_id: id, name, value })),
    ),
    proxies: listOf(backup.proxyList),
  };
}

/** What the backup calls otherwise than the column. All others differ by camel case or not at all. */
const COLUMN_OF: Record<string, string> = {
  maxretries: "maxretries",
  maxredirects: "maxredirects",
  proxyId: "proxy_id",
  databaseConnectionString: "database_connection_string",
  databaseQuery: "database_query",
};

function toRow(monitor: Fields): Fields {
  const row: Fields = {};
  for (const [key, value] of Object.entries(monitor)) {
    row[COLUMN_OF[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = value;
  }
  const codes = monitor.accepted_statuscodes;
  if (Array.isArray(codes)) row.accepted_statuscodes_json = JSON.stringify(codes);
  return row;
}

function notificationsOf({ id, notificationIDList }: Fields): Fields[] {
  if (!isFields(notificationIDList)) return [];
  return Object.entries(notificationIDList)
    .filter(([, isOn]) => isOn === true)
    .map(([notification]) => ({ monitor_id: numberOf(id), notification_id: textOf(notification) }));
}
