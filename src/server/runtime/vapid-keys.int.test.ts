import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { testKeyRing } from "#testing/test-deps.ts";
import { KeyRingError, parseKeyRing } from "./key-ring.ts";
import { createVapidKeys, type VapidSettings, vapidSubject } from "./vapid-keys.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.pool.query("TRUNCATE instance_setting"));

function keys(change: Partial<VapidSettings> = {}) {
  const settings = {
    pool: database.pool,
    keyRing: testKeyRing,
    subject: "mailto:a@example.com",
    given: null,
  };
  return createVapidKeys({ ...settings, ...change });
}

test("processes that start at once make one pair, and every later one reads it", async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => keys()()));
  made.push(await keys()());
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1);
  expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1);
  expect(made[0]).toMatchObject({
    publicKey: expect.stringMatching(/^[\w-]{87}$/),
    privateKey: expect.stringMatching(/^[\w-]{43}$/),
    subject: "mailto:a@example.com",
  });
});

test("the private key is stored sealed", async () => {
  const { privateKey } = await keys()();
  const { rows } = await database.pool.query("SELECT value::text FROM instance_setting");
  expect(rows).toHaveLength(1);
  expect(rows[0].value).not.toContain(privateKey);
});

test("with another key ring the pair does not open, and nothing replaces it", async () => {
  const { publicKey } = await keys()();
  const other = parseKeyRing(`other:${randomBytes(32).toString("base64")}`);
  await expect(keys({ keyRing: other })()).rejects.toThrow(KeyRingError);
  expect((await keys()()).publicKey).toBe(publicKey);
});

test("a pair of the environment is used as it is, and nothing is stored", async () => {
  const given = { publicKey: "public", privateKey: "private" };
  expect(await keys({ given, keyRing: null })()).toEqual({ ...given, subject: "mailto:a@example.com" });
  expect((await database.pool.query("SELECT FROM instance_setting")).rowCount).toBe(0);
});

test("without a key ring it says what to set, and works as soon as it can", async () => {
  const settings = { pool: database.pool, keyRing: null, subject: "mailto:a@example.com", given: null };
  const lazy: VapidSettings = settings;
  const read = createVapidKeys(lazy);
  await expect(read()).rejects.toThrow("UPTICK_ENCRYPTION_KEYS");
  lazy.keyRing = testKeyRing;
  expect(await read()).toMatchObject({ subject: "mailto:a@example.com" });
});

test.each([
  { appUrl: "https://uptick.example", mailFrom: "ops@example.com", subject: "mailto:ops@example.com" },
  { appUrl: "https://uptick.example", mailFrom: null, subject: "https://uptick.example" },
  { appUrl: "http://localhost:3000", mailFrom: null, subject: "mailto:uptick@localhost" },
])("push services reach us at $subject", ({ appUrl, mailFrom, subject }) => {
  expect(vapidSubject(appUrl, mailFrom)).toBe(subject);
});
