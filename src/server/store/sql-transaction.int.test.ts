import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { inTransaction } from "./sql-transaction.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("CREATE TABLE note (id int PRIMARY KEY)");
});
afterAll(() => database.close());

const listNotes = async () => {
  const { rows } = await database.pool.query<{ id: number }>("SELECT id FROM note ORDER BY id");
  return rows.map(({ id }) => id);
};

test("statements that are sent together run in the order in which they were sent", async () => {
  const seen = await inTransaction(database.pool, async (sql) => {
    const [before, , after] = await Promise.all([
      sql.query("SELECT FROM note"),
      sql.query({ name: "add-note", text: "INSERT INTO note VALUES ($1)", values: [1] }),
      sql.query("SELECT FROM note"),
    ]);
    return [before.rowCount, after.rowCount];
  });
  expect(seen).toEqual([0, 1]);
  expect(await listNotes()).toEqual([1]);
});

test("one that fails takes all with it, and is the one that the caller hears of", async () => {
  const add = (id: number) => ({ name: "add-note", text: "INSERT INTO note VALUES ($1)", values: [id] });
  const failing = inTransaction(database.pool, (sql) =>
    Promise.all([sql.query(add(2)), sql.query(add(1)), sql.query(add(3))]),
  );
  await expect(failing).rejects.toMatchObject({ code: "23505" });
  expect(await listNotes()).toEqual([1]);

  await inTransaction(database.pool, (sql) => Promise.all([sql.query(add(2)), sql.query(add(3))]));
  expect(await listNotes()).toEqual([1, 2, 3]);
});

test("a transaction whose work fails before its first statement leaves nothing open", async () => {
  const refused = inTransaction(database.pool, () => Promise.reject(new Error("Not today.")));
  await expect(refused).rejects.toThrow("Not today.");
  const { rows } = await database.pool.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'",
  );
  expect(rows).toEqual([]);
});
