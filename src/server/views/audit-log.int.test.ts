import Papa from "papaparse";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { allowAuditErasure, anonymizeAudit, deleteOldAudit } from "#server/store/audit-erasure-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { exportAuditLog } from "./export-audit-log.ts";

const START = Date.UTC(2026, 5, 1);
let dashboard: Dashboard;
let workspaceId: string;
let admin: DashboardCaller;

beforeAll(async () => {
  dashboard = await createDashboard();
  const who = await dashboard.member({ role: "admin" });
  ({ workspaceId } = who);
  admin = await dashboard.caller(who);
  for (let n = 0; n < 120; n += 1) {
    await insertAuditEntry(dashboard.deps.db, {
      workspaceId,
      userId: null,
      actor: n % 3 === 0 ? "ada@example.com" : "grace@example.com",
      action: ["monitor.create", "monitor.delete", "member.update"][n % 3] ?? "",
      subject: `subject-${n}`,
      address: "192.0.2.7",
      userAgent: "Firefox",
      detail: { before: { name: `=HYPERLINK("http://evil.example/${n}")` }, after: { name: "100%_sure" } },
      // Several share a moment: the page must not lose or repeat any of them.
      at: new Date(START + Math.floor(n / 7) * 60_000),
    });
  }
  await insertAuditEntry(dashboard.deps.db, {
    workspaceId: (await dashboard.member({ role: "owner" })).workspaceId,
    userId: null,
    actor: "stranger@example.com",
    action: "monitor.create",
    subject: "subject-foreign",
    address: "192.0.2.8",
    at: new Date(START),
  });
});
afterAll(() => dashboard.close());

async function everyPage(filter: object, limit: number): Promise<string[]> {
  const subjects: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await admin.auditLog.list({ filter, limit, cursor });
    subjects.push(...page.items.map(({ subject }) => subject ?? ""));
    if (page.nextCursor === null) return subjects;
    cursor = page.nextCursor;
  }
}

describe("pages and filters", () => {
  test.each([1, 7, 50, 100])("pages of %i show each entry once, newest first", async (limit) => {
    const subjects = await everyPage({}, limit);
    expect(new Set(subjects).size).toBe(120);
    expect(subjects).toHaveLength(120);
    expect(subjects[0]).toMatch(/subject-11[0-9]/);
    expect(subjects).not.toContain("subject-foreign");
  });

  test.each<{ name: string; filter: object; count: number }>([
    { name: "by whom", filter: { actor: "ada@example.com" }, count: 40 },
    { name: "by noun", filter: { noun: "monitor" }, count: 80 },
    { name: "by action", filter: { action: "monitor.delete" }, count: 40 },
    {
      name: "an action of another noun",
      filter: { actor: "ada@example.com", action: "member.update" },
      count: 0,
    },
    {
      name: "a period, its end left out",
      filter: { fromMs: START + 60_000, toMs: START + 120_000 },
      count: 7,
    },
    { name: "a text in a detail", filter: { text: "evil.example/77" }, count: 1 },
    { name: "a text with signs of a pattern", filter: { text: "100%_SURE" }, count: 120 },
    { name: "an underscore is no joker", filter: { text: "100%xsure" }, count: 0 },
    { name: "an address", filter: { text: "192.0.2.7" }, count: 120 },
    { name: "a noun is no prefix of another", filter: { noun: "mon" }, count: 0 },
  ])("$name: $count", async ({ filter, count }) => {
    expect(await everyPage(filter, 100)).toHaveLength(count);
  });

  test("facets offer who and what there is, of this workspace only", async () => {
    expect(await admin.auditLog.facets()).toEqual({
      actors: ["ada@example.com", "grace@example.com"],
      actions: ["member.update", "monitor.create", "monitor.delete"],
    });
  });

  test("a damaged cursor is refused", async () => {
    await expect(admin.auditLog.list({ cursor: "e30" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("files", () => {
  const read = async (format: "csv" | "json", filter = {}) => {
    const chunks: string[] = [];
    for await (const chunk of exportAuditLog(dashboard.deps, { workspaceId }, { filter, format }))
      chunks.push(chunk);
    return chunks.join("");
  };

  test("CSV: a row for each, and no cell that a spreadsheet would run", async () => {
    await insertAuditEntry(dashboard.deps.db, {
      workspaceId,
      userId: null,
      actor: "=cmd|' /C calc'!A0",
      action: "monitor.create",
      subject: '+1,"two"\nthree',
      address: "@evil",
      at: new Date(START - 1_000),
    });
    const { data, errors } = Papa.parse<string[]>((await read("csv")).trimEnd());
    expect(errors).toEqual([]);
    expect(data[0]).toEqual(["at", "actor", "action", "subject", "address", "device", "detail"]);
    expect(data).toHaveLength(122);
    const cells = data.slice(1).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(data.at(-1)?.[3]).toBe(`'+1,"two"\nthree`);
  });

  test("JSON: what the filter leaves, as one list; none is a list, too", async () => {
    const entries = JSON.parse(await read("json", { action: "member.update" }));
    expect(entries).toHaveLength(40);
    expect(entries[0]).toMatchObject({ action: "member.update", detail: { after: { name: "100%_sure" } } });
    expect(JSON.parse(await read("json", { noun: "nothing" }))).toEqual([]);
  });
});

describe("append-only", () => {
  const refused = /append-only/;

  test("neither a change nor a deletion gets through, whoever sends it", async () => {
    const { db } = dashboard.deps;
    await expect(db.auditEntry.updateMany({ data: { actor: "nobody" } })).rejects.toThrow(refused);
    await expect(db.auditEntry.deleteMany()).rejects.toThrow(refused);
    await expect(dashboard.database.pool.query("DELETE FROM audit_entry")).rejects.toThrow(refused);
  });

  test("whoever erases may take people out, never what was done and when", async () => {
    const { pool } = dashboard.database;
    const change = (assignment: string) =>
      inTransaction(pool, async (sql) => {
        await allowAuditErasure(sql);
        await sql.query(`UPDATE audit_entry SET ${assignment}`);
      });
    await expect(change("action = 'nothing'")).rejects.toThrow(/stays/);
    await expect(change("created_at = now()")).rejects.toThrow(/stays/);
    await expect(change("workspace_id = NULL")).rejects.toThrow(/stays/);
    await expect(pool.query("UPDATE audit_entry SET actor = ''")).rejects.toThrow(refused);
  });

  test("a person who is gone is in no entry any more; the entries stay", async () => {
    const { db } = dashboard.deps;
    const member = await dashboard.member({ role: "editor", workspaceId, email: "leaving@example.com" });
    const entry = { workspaceId, address: "203.0.113.5", userAgent: "Safari", subject: null, at: new Date() };
    await insertAuditEntry(db, {
      ...entry,
      userId: member.userId,
      actor: "leaving@example.com",
      action: "monitor.pause",
    });
    await insertAuditEntry(db, {
      ...entry,
      userId: null,
      actor: "ada@example.com",
      action: "member.remove",
      detail: { before: { email: "leaving@example.com" } },
    });
    const before = await db.auditEntry.count();
    const person = { userId: member.userId, email: "leaving@example.com", standIn: "Deleted user" };
    await db.$transaction((tx) => anonymizeAudit(tx, person));
    expect(await db.auditEntry.count()).toBe(before);
    const rows = await db.auditEntry.findMany({
      where: { action: { in: ["monitor.pause", "member.remove"] } },
    });
    expect(JSON.stringify(rows)).not.toMatch(/leaving@example\.com|Safari.*monitor\.pause/);
    expect(rows.map(({ actor }) => actor).sort()).toEqual(["Deleted user", "ada@example.com"]);
  });

  test("what is kept long enough goes, and nothing younger", async () => {
    const { pool } = dashboard.database;
    const removed = await inTransaction(pool, (sql) => deleteOldAudit(sql, START));
    expect(removed).toBe(1);
    expect(await inTransaction(pool, (sql) => deleteOldAudit(sql, START))).toBe(0);
  });
});

test("refusals are counted, and the log gets the first, the tenth and the hundredth", async () => {
  const owner = await dashboard.member({ role: "owner" });
  const viewer = await dashboard.member({ role: "viewer", workspaceId: owner.workspaceId });
  const caller = await dashboard.caller(viewer, { address: "203.0.113.9" });
  const id = uuidv7();
  for (let n = 0; n < 25; n += 1) await expect(caller.monitor.delete({ id })).rejects.toThrow();
  const { items } = await (await dashboard.caller(owner)).auditLog.list({ filter: { noun: "access" } });
  expect(items.map(({ detail }) => detail)).toMatchObject([{ timesInAnHour: 10 }, { timesInAnHour: 1 }]);
  expect(items[0]).toMatchObject({
    action: "access.denied",
    subject: "monitor.delete",
    address: "203.0.113.9",
  });
});
