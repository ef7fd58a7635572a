import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { NOT_SPLIT, SPLIT_BY_MONITOR, UNIQUE_FOR_ALL } from "./shard-key.ts";

type Index = { table: string; name: string; columns: string[]; isPrimary: boolean; isUnique: boolean };
type ForeignKey = { table: string; refersTo: string; columns: string[] };

let database: TestDatabase;
let tables: string[];
let indexes: Index[];
let foreignKeys: ForeignKey[];

const SPLIT = new Set(SPLIT_BY_MONITOR.map(({ table }) => table));

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'monitor_id'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  tables = rows.map(({ table }) => table);
  indexes = (
    await database.pool.query<Index>(
      `SELECT c.relname AS table, i.indexrelid::regclass::text AS name, i.indisprimary AS "isPrimary",
        i.indisunique AS "isUnique",
        (SELECT array_agg(a.attname::text ORDER BY key.place) FROM unnest(i.indkey) WITH ORDINALITY AS key(number, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.number) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relname = ANY($1)`,
      [tables],
    )
  ).rows;
  foreignKeys = (
    await database.pool.query<ForeignKey>(
      `SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS "refersTo",
        (SELECT array_agg(a.attname::text) FROM unnest(conkey) AS number
          JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = number) AS columns
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    )
  ).rows;
});
afterAll(() => database.close());

test("every table that names a monitor is either split by it or says why not", () => {
  const named = [...SPLIT, ...NOT_SPLIT.map(({ table }) => table)].sort();
  expect(tables).toEqual(named);
});

test("a primary key begins with the monitor, and so finds its shard and, in it, its rows", () => {
  const leading = Object.fromEntries(
    indexes.filter(({ isPrimary }) => isPrimary).map(({ table, columns }) => [table, columns[0]]),
  );
  expect(tables.filter((table) => leading[table] === "monitor_id")).toEqual([...SPLIT].sort());
});

test("what is unique in a split table is unique within a monitor, or is listed", () => {
  const others = indexes
    .filter(({ table, isUnique, columns }) => SPLIT.has(table) && isUnique && !columns.includes("monitor_id"))
    .map(({ name }) => name);
  expect(others.sort()).toEqual(UNIQUE_FOR_ALL.map(({ index }) => index).sort());
});

test("a table of the tick path that is not split yet has an index that begins with the monitor", () => {
  for (const { table } of NOT_SPLIT.filter(({ isTickPath }) => isTickPath)) {
    const leading = indexes.filter((index) => index.table === table).map(({ columns }) => columns[0]);
    expect(leading, table).toContain("monitor_id");
  }
});

test("a split table refers to what is on every node, or to rows of the same monitor", () => {
  const onEveryNode = ["monitor", "workspace", "region", "channel"];
  const elsewhere = foreignKeys.filter(
    ({ table, refersTo, columns }) =>
      SPLIT.has(table) &&
      !onEveryNode.includes(refersTo) &&
      !(SPLIT.has(refersTo) && columns.includes("monitor_id")),
  );
  expect(elsewhere).toEqual([]);
  const intoSplit = foreignKeys.filter(({ table, refersTo }) => SPLIT.has(refersTo) && !SPLIT.has(table));
  expect(intoSplit).toEqual([{ table: "heartbeat_ping", refersTo: "heartbeat", columns: ["monitor_id"] }]);
});

test("no table of single checks has a foreign key, which each insert would have to look up", () => {
  const high = ["tick", "tick_evidence", "gap", "rollup_hour", "rollup_day"];
  expect(foreignKeys.filter(({ table }) => high.includes(table))).toEqual([]);
});
