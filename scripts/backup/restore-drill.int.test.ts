import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listMigrationNames, migrate } from "#scripts/apply-migrations.mjs";
import { type Restored, restoreDatabase } from "#scripts/restore/restore-database.ts";
import { folderPlace } from "#server/archive/folder-place.ts";
import { findBackupState } from "#server/store/backup-state-store.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createWorkspaceWithEverything } from "#testing/everything.ts";
import type { BackupSecret } from "./backup-key.ts";
import { hashTable } from "./hash-table.ts";
import { listSequences, listTables } from "./list-tables.ts";
import type { TableTotals } from "./manifest.ts";
import { openClient } from "./open-client.ts";
import { createProgress } from "./progress.ts";
import { readBackup, verifyBackup } from "./read-backup.ts";
import { type BackupRun, runBackup } from "./run-backup.ts";

const DAY_MS = 86_400_000;
const KEY: BackupSecret = { kind: "key", bytes: randomBytes(32) };
const quiet = createProgress({ json: true, output: { write: () => true }, clock: Date.now });

let dashboard: Dashboard;
let folder: string;
/** A database that the backup `all.backup` was restored into. */
let restoredUrl: string;
let restored: Restored;

beforeAll(async () => {
  dashboard = await createDashboard();
  const everything = await createWorkspaceWithEverything(dashboard, { nowMs: Date.now(), monitors: 3 });
  await dashboard.settled();
  await addTicks(everything.monitorIds[0] ?? 0, everything.regionId);
  folder = await mkdtemp(join(tmpdir(), "uptick-backup-"));
  await runBackup(aRun({ name: "all.backup" }));
  restoredUrl = await anEmptyDatabase();
  restored = await restoreDatabase(back("all.backup"), into(restoredUrl));
}, 120_000);
afterAll(async () => {
  await dashboard.close();
  await rm(folder, { recursive: true, force: true });
});

/** Ten days of them, with texts that need care in COPY. */
async function addTicks(monitorId: number, regionId: number): Promise<void> {
  const { pool } = dashboard.database;
  const now = Date.now();
  await ensureDays(pool, { fromMs: now - 10 * DAY_MS, toMs: now });
  await pool.query(
    `INSERT INTO tick (scheduled_at, monitor_id, total_us, bytes, late_ms, region_id, status, outcome, origin, vote)
     SELECT now() - n * interval '40 s', $1, n, 10, 1, $2, CASE WHEN n % 7 = 0 THEN NULL ELSE 200 END, 0, 0, true
     FROM generate_series(1, 20000) n`,
    [monitorId, regionId],
  );
  await pool.query(
    `INSERT INTO tick_evidence (scheduled_at, monitor_id, region_id, evidence)
     SELECT now() - n * interval '40 s', $1, $2, jsonb_build_object('body', repeat(E'ä\\t\\n\\\\.\\n', n)) FROM generate_series(1, 300) n`,
    [monitorId, regionId],
  );
}

async function administrate(statement: string): Promise<void> {
  const client = new Client({ connectionString: process.env.UPTICK_TEST_PG_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function anEmptyDatabase(): Promise<string> {
  const name = `restore_${randomBytes(6).toString("hex")}`;
  await administrate(`CREATE DATABASE ${name}`);
  return Object.assign(new URL(process.env.UPTICK_TEST_PG_URL ?? ""), { pathname: `/${name}` }).href;
}

function aRun(change: Partial<BackupRun> = {}): BackupRun {
  return {
    databaseUrl: dashboard.database.url,
    place: folderPlace(folder),
    name: null,
    secret: KEY,
    appVersion: "0.1.0",
    encryptionKeyIds: ["k1"],
    keep: null,
    verify: true,
    ifOlderThanMs: null,
    now: () => new Date(),
    progress: quiet,
    ...change,
  };
}

const back = (file: string) => folderPlace(folder).read(file);
const into = (databaseUrl: string, change: { replace?: boolean; keepSessions?: boolean } = {}) => ({
  databaseUrl,
  secret: KEY,
  replace: false,
  keepSessions: true,
  now: () => new Date(),
  progress: quiet,
  ...change,
});

/** What is in every table, as its hash. */
async function contentOf(url: string): Promise<Map<string, TableTotals>> {
  const client = await openClient(url);
  const tables = await listTables(client);
  const hashes = new Map<string, TableTotals>();
  for (const table of tables) hashes.set(table.name, await hashTable(client, table));
  await client.end();
  return hashes;
}

/** Tables that a restore changes on purpose. */
const RESET = [
  "one_time_token",
  "rate_limit",
  "trial",
  "trial_region",
  "probe_instance",
  "stream_epoch",
  "instance_setting",
];

test("every table comes back byte for byte, and numbers that were given out are not given again", async () => {
  expect(restored).toMatchObject({ migrated: [], replaced: false });
  const [there, here] = [await contentOf(dashboard.database.url), await contentOf(restoredUrl)];
  const differing = [...there].filter(
    ([name, totals]) => !RESET.includes(name) && totals.sha256 !== here.get(name)?.sha256,
  );
  expect(differing.map(([name]) => name)).toEqual([]);
  expect([...there.values()].filter(({ rows }) => rows > 0).length).toBeGreaterThan(60);
  expect(restored.summary.rows).toBeGreaterThan(20_300);

  const [before, after] = await Promise.all([dashboard.database.url, restoredUrl].map(sequencesOf));
  expect(after?.map(({ name }) => name)).toEqual(before?.map(({ name }) => name));
  const monitors = (all: typeof before) => Number(all?.find(({ name }) => name === "monitor_id_seq")?.last);
  expect(monitors(after)).toBe(monitors(before) + 10_000);
});

async function sequencesOf(url: string) {
  const client = await openClient(url);
  const found = await listSequences(client);
  await client.end();
  return found;
}

test("what the restored database consists of is what migrations make: keys, indexes, triggers, functions", async () => {
  const [there, here] = [await shapeOf(dashboard.database.url), await shapeOf(restoredUrl)];
  expect(here).toEqual(there);
  const client = await openClient(restoredUrl);
  const left = await client.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'uptick%'");
  expect(left.rows).toEqual([]);
  await client.end();
});

/** Without partitions of days, of which a restored database may have more. */
async function shapeOf(url: string): Promise<string[]> {
  const client = await openClient(url);
  const { rows } = await client.query<{ line: string }>(
    `SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated::text AS line
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT tgrelid::regclass::text || ' ' || tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
     UNION ALL SELECT table_name || '.' || column_name || ' ' || data_type || coalesce(column_default, '') || coalesce(generation_expression, '')
       FROM information_schema.columns WHERE table_schema = 'public'
     ORDER BY 1`,
  );
  await client.end();
  return rows.map(({ line }) => line).filter((line) => !/(tick|tick_evidence|gap)_\d{8}/.test(line));
}

test("a backup is of one moment, while checks and people go on writing", async () => {
  const { pool } = dashboard.database;
  await pool.query("CREATE TABLE aa_account (id int PRIMARY KEY, balance int)");
  await pool.query("CREATE TABLE zz_account (id int PRIMARY KEY, balance int)");
  await pool.query("INSERT INTO aa_account SELECT n, 1000 FROM generate_series(1, 20) n");
  await pool.query("INSERT INTO zz_account SELECT n, 1000 FROM generate_series(1, 20) n");
  let moves = 0;
  let isOver = false;
  const writer = (async () => {
    while (!isOver) {
      const id = 1 + (moves % 20);
      // Between the first table that is read and the last one.
      await pool.query(
        `WITH taken AS (UPDATE aa_account SET balance = balance - 1 WHERE id = ${id})
         UPDATE zz_account SET balance = balance + 1 WHERE id = ${id}`,
      );
      await pool.query(
        "INSERT INTO rate_limit (key, window_start, count) VALUES ($1, now(), 1) ON CONFLICT DO NOTHING",
        [`writer-${moves}`],
      );
      moves += 1;
    }
  })();
  try {
    for (let round = 0; round < 3; round += 1) {
      const before = moves;
      await runBackup(aRun({ name: "moving.backup", verify: false }));
      expect(moves).toBeGreaterThan(before);
      const rows = await rowsOf("moving.backup", ["aa_account", "zz_account"]);
      const sum = rows.reduce((total, row) => total + Number(row.split("\t")[1]), 0);
      expect(sum).toBe(40_000);
    }
  } finally {
    isOver = true;
    await writer;
    await pool.query("DROP TABLE aa_account, zz_account; DELETE FROM rate_limit WHERE key LIKE 'writer-%'");
  }
});

async function rowsOf(file: string, tables: string[]): Promise<string[]> {
  let text = "";
  let isWanted = false;
  for await (const record of readBackup(back(file), KEY)) {
    if (record.kind === "table") isWanted = tables.includes(record.table.name);
    if (record.kind === "rows" && isWanted) text += record.bytes.toString();
  }
  return text.trim().split("\n");
}

test("a day that is made or dropped, and a migration, do not spoil a backup that begins at that moment", async () => {
  const { pool } = dashboard.database;
  const far = Date.UTC(2041, 0, 1);
  for (let n = 0; n < 5; n += 1) {
    const [outcome] = await Promise.all([
      runBackup(aRun({ name: "days.backup", verify: false })),
      ensureDays(pool, { fromMs: far + n * DAY_MS, toMs: far + n * DAY_MS }),
    ]);
    expect(outcome.kind).toBe("done");
    await verifyBackup(back("days.backup"), KEY);
  }
});

test("two at once: one works, the other says so", async () => {
  const outcomes = await Promise.all([1, 2, 3].map((n) => runBackup(aRun({ name: `once-${n}.backup` }))));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "skipped", "skipped"]);
});

test("one that is due is made once, old ones go, and the database knows of the last", async () => {
  const start = Date.now();
  const at = (hours: number) =>
    aRun({ keep: 2, ifOlderThanMs: 3_600_000, now: () => new Date(start + hours * 3_600_000) });
  const kinds: string[] = [];
  for (const hours of [1_000, 1_000.5, 1_001, 1_002, 1_003]) kinds.push((await runBackup(at(hours))).kind);
  expect(kinds).toEqual(["done", "skipped", "done", "done", "done"]);
  const files = (await folderPlace(folder).list("uptick-")).map(({ name }) => name);
  expect(files).toHaveLength(2);
  const { lastSuccess } = await findBackupState(dashboard.database.pool);
  expect(lastSuccess).toMatchObject({ name: files[1], encrypted: true, verified: true, place: folder });
});

test("a backup that fails leaves nothing behind, and the database knows why", async () => {
  const place = folderPlace(folder);
  const full = async () => {
    throw new Error("No space left on device");
  };
  await expect(runBackup(aRun({ name: "lost.backup", place: { ...place, write: full } }))).rejects.toThrow(
    "No space",
  );
  expect((await findBackupState(dashboard.database.pool)).lastFailure?.reason).toBe(
    "No space left on device",
  );
  const spoiled = { ...place, read: (name: string) => place.read(`${name}.none`) };
  await expect(runBackup(aRun({ name: "lost.backup", place: spoiled }))).rejects.toThrow("There is no file");
  await runBackup(aRun({ name: "fine.backup" }));
  expect((await findBackupState(dashboard.database.pool)).lastFailure).toBeNull();
});

test("a file that is damaged at any of 50 places is refused", async () => {
  const whole = await readFile(join(folder, "all.backup"));
  for (let n = 0; n < 50; n += 1) {
    const spoiled = Buffer.from(whole);
    const place = randomBytes(4).readUInt32BE() % whole.length;
    spoiled[place] = (spoiled[place] ?? 0) ^ (1 << (n % 8));
    await expect(verifyBackup(once(spoiled), KEY), `byte ${place}`).rejects.toThrow();
  }
});

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

test("a restore that is killed, or whose file ends early, has changed nothing, and the next one goes through", async () => {
  await change(restoredUrl, "UPDATE workspace SET name = 'Before'");
  const before = await contentOf(restoredUrl);
  const whole = await readFile(join(folder, "all.backup"));
  const cutOff = once(whole.subarray(0, whole.length - 3));
  await expect(restoreDatabase(cutOff, into(restoredUrl, { replace: true }))).rejects.toThrow(
    "ends too early",
  );
  expect(await contentOf(restoredUrl)).toEqual(before);

  const admin = new Pool({ connectionString: process.env.UPTICK_TEST_PG_URL, max: 1 });
  let seen = 0;
  const tick = () => {
    seen += 1;
    if (seen !== 40) return;
    void admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'uptick-backup'",
      [new URL(restoredUrl).pathname.slice(1)],
    );
  };
  const dying = restoreDatabase(back("all.backup"), {
    ...into(restoredUrl, { replace: true }),
    progress: { ...quiet, tick },
  });
  await expect(dying).rejects.toThrow();
  await admin.end();
  expect(await contentOf(restoredUrl)).toEqual(before);

  const again = await restoreDatabase(
    back("all.backup"),
    into(restoredUrl, { replace: true, keepSessions: false }),
  );
  expect(again.replaced).toBe(true);
  expect(again.forgotten.sessions).toBeGreaterThan(0);
  expect(await countOf(restoredUrl, "workspace WHERE name = 'Before'")).toBe(0);
  for (const table of ["session", "one_time_token", "stream_epoch", "probe_instance"]) {
    expect(await countOf(restoredUrl, table), table).toBe(0);
  }
}, 180_000);

async function change(url: string, statement: string): Promise<void> {
  const client = await openClient(url);
  await client.query(statement);
  await client.end();
}

async function countOf(url: string, from: string): Promise<number> {
  const client = await openClient(url);
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`);
  await client.end();
  return rows[0]?.count ?? -1;
}

test("what is in use is only replaced when asked to, and never while Uptick runs on it", async () => {
  await expect(restoreDatabase(back("all.backup"), into(restoredUrl))).rejects.toThrow("--replace");
  const running = new Client({ connectionString: restoredUrl, application_name: "uptick" });
  await running.connect();
  const replacing = restoreDatabase(back("all.backup"), into(restoredUrl, { replace: true }));
  await expect(replacing).rejects.toThrow("Stop it first");
  await running.end();

  const strange = await anEmptyDatabase();
  await change(strange, "CREATE TABLE shop (id int)");
  const mixing = restoreDatabase(back("all.backup"), into(strange, { replace: true }));
  await expect(mixing).rejects.toThrow("something else");
});

test("a backup of a newer Uptick is refused", async () => {
  const { pool } = dashboard.database;
  await pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES ('from-the-future', 'x', now(), '99990101000000_tomorrow', 1)`,
  );
  await runBackup(aRun({ name: "newer.backup", verify: false }));
  await pool.query("DELETE FROM _prisma_migrations WHERE id = 'from-the-future'");
  const restoring = restoreDatabase(back("newer.backup"), into(await anEmptyDatabase()));
  await expect(restoring).rejects.toThrow("does not know 99990101000000_tomorrow");
});

test("a backup of an older Uptick is brought forward with its rows", async () => {
  const names = listMigrationNames();
  const older = await anEmptyDatabase();
  await migrate(older, () => undefined, names.slice(0, -3));
  await change(older, "INSERT INTO workspace (id, name) VALUES (gen_random_uuid(), 'Old')");
  await runBackup(aRun({ databaseUrl: older, name: "older.backup" }));
  const url = await anEmptyDatabase();
  const { migrated } = await restoreDatabase(back("older.backup"), into(url));
  expect(migrated).toEqual(names.slice(-3));
  expect(await countOf(url, "workspace WHERE name = 'Old'")).toBe(1);
}, 120_000);
