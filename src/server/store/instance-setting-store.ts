import type { Pool, Sql } from "./prisma.ts";

export async function findInstanceSetting(sql: Sql | Pool, name: string): Promise<unknown> {
  const { rows } = await sql.query<{ value: unknown }>({
    name: "find-instance-setting",
    text: "SELECT value FROM instance_setting WHERE name = $1",
    values: [name],
  });
  return rows[0]?.value ?? null;
}

/** The first one to write it wins; everybody gets what was written first. */
export async function keepInstanceSetting(sql: Sql | Pool, name: string, value: unknown): Promise<unknown> {
  await sql.query({
    name: "keep-instance-setting",
    text: "INSERT INTO instance_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
    values: [name, JSON.stringify(value)],
  });
  return findInstanceSetting(sql, name);
}

/** Held until the transaction ends; null when it is not there, or somebody else holds it. */
export async function lockInstanceSetting(sql: Sql, name: string): Promise<unknown> {
  const { rows } = await sql.query<{ value: unknown }>({
    name: "lock-instance-setting",
    text: "SELECT value FROM instance_setting WHERE name = $1 FOR UPDATE SKIP LOCKED",
    values: [name],
  });
  return rows[0]?.value ?? null;
}

export async function saveInstanceSetting(sql: Sql, name: string, value: unknown): Promise<void> {
  await sql.query({
    name: "save-instance-setting",
    text: "UPDATE instance_setting SET value = $2 WHERE name = $1",
    values: [name, JSON.stringify(value)],
  });
}
