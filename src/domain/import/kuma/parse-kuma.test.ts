import initSqlJs from "sql.js";
import { expect, test } from "vitest";
import { makeKumaDb } from "#testing/import/make-kuma-db.ts";
import { askSqlite } from "../ask-sqlite.ts";
import { ImportProblem } from "../import-problem.ts";
import { parseKuma } from "./parse-kuma.ts";
import { readKumaBackup } from "./read-kuma-backup.ts";
import { readKumaDb } from "./read-kuma-db.ts";

const AT = { nowMs: Date.parse("2026-06-01T00:00:00Z") };

async function importedDb(version: "1.23" | "2.0") {
  return parseKuma(readKumaDb(askSqlite(await makeKumaDb(version))), AT);
}

async function monitorOf(key: string, version: "1.23" | "2.0" = "1.23") {
  const { document } = await importedDb(version);
  const found = document.monitors.find((monitor) => monitor.key === key);
  if (!found)
    throw new Error(`${key} is missing among ${document.monitors.map(({ key: one }) => one).join(" ")}`);
  return found;
}

test("a website keeps its target, patience, tags, groups, channels and reminders", async () => {
  expect(await monitorOf("kuma-1")).toMatchObject({
    name: "Shop",
    intervalSec: 60,
    timeoutMs: 48_000,
    tags: ["team:shop-co", "eu", "production"],
    channels: ["1", "2"],
    policy: { failuresInARow: 4, remindEverySec: 600 },
    check: {
      kind: "http",
      url: "https://shop.example.com/",
      certificateDays: 7,
      auth: { type: "basic", username: "bob", password: "{{secret.SHOP_PASSWORD}}" },
    },
  });
});

test("credentials are taken out of the document and kept beside it", async () => {
  const { document, secrets, environment } = await importedDb("1.23");
  const text = JSON.stringify(document);
  for (const value of ["hunter2!", "abcdef", "s@fe", "pass1234", "AAHaaaa"])
    expect(text).not.toContain(value);
  expect(secrets).toContainEqual({ name: "SHOP_PASSWORD", value: "hunter2!" });
  expect(environment).toMatchObject({ UPTICK_CHANNEL_2_PASSWORD: "pass1234" });
  expect(document.secrets).toContain("ORDERS_PASSWORD");
});

test("an inverted keyword must be absent, and the accepted statuses stay", async () => {
  const { check } = await monitorOf("kuma-2");
  expect(check).toMatchObject({
    method: "POST",
    bodyType: "json",
    keyword: { text: "error", mode: "absent" },
    expectedStatus: [
      { from: 200, to: 299 },
      { from: 304, to: 304 },
    ],
  });
});

test("ports, pings, DNS, pushes and databases have their counterparts", async () => {
  const { document } = await importedDb("1.23");
  const checks = Object.fromEntries(document.monitors.map(({ key, check }) => [key, check]));
  expect(checks["kuma-3"]).toMatchObject({ kind: "tcp", host: "db.example.com", port: 5432 });
  expect(checks["kuma-4"]).toMatchObject({ kind: "ping", host: "192.0.2.1" });
  expect(checks["kuma-5"]).toMatchObject({ kind: "dns", recordType: "MX", resolver: { host: "1.1.1.1" } });
  expect(checks["kuma-6"]).toMatchObject({
    kind: "heartbeat",
    timing: { type: "period", periodSec: 86_400 },
  });
  expect(checks["kuma-7"]).toMatchObject({
    kind: "database",
    engine: "postgres",
    port: 5433,
    database: "orders",
  });
  expect((await monitorOf("kuma-6")).paused).toBe(true);
});

test("what cannot be made is said by name, and nothing else is lost with it", async () => {
  const { document, warnings } = await importedDb("1.23");
  expect(document.monitors.map(({ key }) => key)).not.toContain("kuma-8");
  expect(warnings).toContainEqual({
    item: "Game",
    kind: "skipped",
    message: "Uptick has no check of the type gamedig.",
  });
  expect(warnings.find(({ item, kind }) => item === "Kook" && kind === "skipped")).toBeDefined();
  expect(warnings.find(({ item, kind }) => item === "Must be down" && kind === "lost")).toBeDefined();
  expect((await monitorOf("kuma-10")).paused).toBe(true);
  expect(warnings.find(({ item, kind }) => item === "Query" && kind === "lost")).toBeDefined();
});

test("maintenance follows its own clock; what is over or started by hand is not made", async () => {
  const { document } = await importedDb("1.23");
  expect(document.maintenance).toEqual([
    expect.objectContaining({
      key: "maintenance-1",
      timing: expect.objectContaining({
        rule: "FREQ=WEEKLY;BYDAY=SU,WE",
        durationMin: 90,
        startsLocal: "2026-01-01T23:30",
        zone: "Europe/Berlin",
      }),
    }),
    expect.objectContaining({
      key: "maintenance-2",
      timing: {
        kind: "once",
        startsAt: Date.parse("2026-07-01T00:00:00Z"),
        endsAt: Date.parse("2026-07-01T02:00:00Z"),
      },
    }),
    expect.objectContaining({
      timing: expect.objectContaining({ rule: "FREQ=WEEKLY;BYDAY=MO", durationMin: 60 }),
    }),
  ]);
});

test("a status page keeps its groups in order and gets an address that ours may have", async () => {
  const { document } = await importedDb("1.23");
  expect(document.statusPages).toEqual([
    expect.objectContaining({
      slug: "up-status",
      state: "draft",
      sections: [
        expect.objectContaining({
          name: "Web",
          components: [
            expect.objectContaining({ name: "Shop", monitors: ["kuma-1"] }),
            expect.objectContaining({ name: "Search", monitors: ["kuma-2"] }),
          ],
        }),
      ],
    }),
  ]);
});

test("history of 1.23 is counted from its heartbeats, that of 2.0 also from its days, whichever knows more", async () => {
  const day = (history: { day: string }[], which: string) => history.find(({ day: one }) => one === which);
  const v1 = (await importedDb("1.23")).history;
  expect(day(v1, "2026-05-01")).toEqual({
    foreignId: "kuma-1",
    day: "2026-05-01",
    up: 2,
    down: 1,
    meanMs: 200,
  });
  const v2 = (await importedDb("2.0")).history;
  expect(day(v2, "2026-03-01")).toEqual({
    foreignId: "kuma-1",
    day: "2026-03-01",
    up: 1430,
    down: 10,
    meanMs: 42.5,
  });
  expect(day(v2, "2026-05-01")).toMatchObject({ up: 2, down: 1 });
});

test("2.0 brings comparisons of JSON, mail servers and sockets", async () => {
  expect((await monitorOf("kuma-20", "2.0")).check).toMatchObject({
    assertions: {
      list: [{ source: "json", name: "$.build.number", comparison: "greaterOrEqual", expected: "7" }],
    },
  });
  expect((await monitorOf("kuma-21", "2.0")).check).toMatchObject({ kind: "smtp", security: "tls" });
  expect((await monitorOf("kuma-22", "2.0")).check).toMatchObject({ kind: "websocket" });
});

test("reading the same file again makes the same document", async () => {
  expect(await importedDb("2.0")).toEqual(await importedDb("2.0"));
});

test("a database that is cut off, damaged or of another program is refused in words", async () => {
  const { Database } = await initSqlJs();
  const whole = (await makeKumaDb("1.23")).export();
  for (const bytes of [whole.slice(0, 4096), whole.map((byte, at) => (at > 200 ? byte ^ 0x5a : byte))]) {
    const read = () => readKumaDb(askSqlite(new Database(bytes)));
    expect(read).toThrow(ImportProblem);
  }
  const other = new Database();
  other.run("CREATE TABLE recipe (id INTEGER)");
  expect(() => readKumaDb(askSqlite(other))).toThrow("not one of Uptime Kuma");
});

test("a backup of 1.x becomes the same monitors, without history", () => {
  const backup = {
    version: "1.23.16",
    notificationList: [
      {
        id: 1,
        name: "Slack",
        isDefault: true,
        config: '{"type":"slack","slackwebhookURL":"https://hooks.slack.example/x"}',
      },
    ],
    monitorList: [
      {
        id: 4,
        name: "Shop",
        type: "keyword",
        url: "https://user:geheim@shop.example.com/",
        keyword: "Welcome",
        interval: 30,
        maxretries: 1,
        maxredirects: 0,
        accepted_statuscodes: ["2xx"],
        ignoreTls: true,
        active: 1,
        notificationIDList: { "1": true },
        tags: [{ name: "Web", value: "" }],
      },
    ],
  };
  const { document, history, secrets } = parseKuma(readKumaBackup(JSON.stringify(backup)), AT);
  expect(document.monitors).toEqual([
    expect.objectContaining({
      key: "kuma-4",
      intervalSec: 30,
      tags: ["web"],
      channels: ["1"],
      policy: null,
      check: expect.objectContaining({
        url: "https://shop.example.com/",
        followRedirects: false,
        keyword: { text: "Welcome", mode: "present" },
        tls: expect.objectContaining({ verify: false }),
      }),
    }),
  ]);
  expect(secrets).toEqual([{ name: "SHOP_PASSWORD", value: "geheim" }]);
  expect(history).toEqual([]);
});
