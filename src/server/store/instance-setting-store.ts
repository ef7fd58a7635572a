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
