import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ConfigPlan } from "#contracts/config-plan.ts";
import { readDocumentText } from "#domain/config/document-text.ts";
import { CLI_DOCUMENT, CLI_SECRETS, type CliWorld, openCliWorld } from "#testing/cli-world.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { makeKumaDb } from "#testing/import/make-kuma-db.ts";

const stage = vi.hoisted(() => ({ deps: undefined as unknown }));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));

const BUNDLE = "dist/uptick.mjs";
let dashboard: Dashboard;
let world: CliWorld;
let uptick: CliWorld["uptick"];
let url: string;
let apiKey: string;
let folder: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  stage.deps = dashboard.deps;
  world = await openCliWorld(dashboard);
  ({ uptick, url, apiKey, folder } = world);
});
afterAll(async () => {
  await world?.close();
  await dashboard?.close();
});

const FETCH = (file: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/cli/${file}`, { headers });

test("what an Uptick serves is the bundle, sent once to whoever has it already, and no other file", async () => {
  const first = await FETCH("uptick.mjs");
  expect(first.headers.get("content-type")).toBe("text/javascript");
  expect(Buffer.from(await first.arrayBuffer()).equals(await readFile(BUNDLE))).toBe(true);
  const etag = first.headers.get("etag") ?? "";
  expect((await FETCH("uptick.mjs", { "if-none-match": etag })).status).toBe(304);
  expect((await FETCH("uptick-agent.mjs")).status).toBe(404);
  expect((await FETCH("..%2fpackage.json")).status).toBe(404);
});

test("nobody is signed in before login, which keeps the key where only its owner reads it", async () => {
  expect(await uptick(["whoami"])).toMatchObject({ code: 4 });
  const env = { UPTICK_API_KEY: apiKey };
  const login = await uptick(["login", "--url", url], env);
  expect(login).toMatchObject({ code: 0, stderr: "" });
  expect(login.stdout).toContain(`Signed in to ${url} (0 monitors).`);
  const kept = await stat(join(folder, "config/uptick/config.json"));
  expect(kept.mode & 0o777).toBe(0o600);
  expect(await uptick(["whoami"])).toMatchObject({ code: 0, stdout: `${url}, 0 monitors\n` });
});

test("a document is looked at, applied, and then nothing is left to do", async () => {
  const pending = await uptick(["diff", "--exit-code"], CLI_SECRETS);
  expect(pending).toMatchObject({ code: 3, stderr: "" });
  expect(pending.stdout).toContain("+ monitors.shop  Shop");
  expect(pending.stdout).toContain("3 to create, 0 unchanged.");
  expect(await dashboard.deps.db.monitor.count()).toBe(0);

  const unasked = await uptick(["apply"], CLI_SECRETS);
  expect(unasked).toMatchObject({ code: 2, stderr: "uptick: Nobody can be asked here. Add --yes.\n" });
  expect(await dashboard.deps.db.monitor.count()).toBe(0);

  const applied = await uptick(["apply", "--yes"], CLI_SECRETS);
  expect(applied).toMatchObject({ code: 0, stderr: "" });
  expect(applied.stdout).toContain("done    + monitors.shop");

  const after = await uptick(["diff", "--exit-code"], CLI_SECRETS);
  expect(after).toMatchObject({ code: 0, stderr: "" });
  expect(after.stdout).toBe("No changes. 3 entries are as the document says.\n");
});

test("what is exported is what was applied, and changes nothing when it is applied", async () => {
  const exported = await uptick(["export"]);
  expect(exported).toMatchObject({ code: 0, stderr: "" });
  const read = readDocumentText(exported.stdout);
  const wanted = readDocumentText(JSON.stringify(CLI_DOCUMENT));
  if (read.kind !== "read" || wanted.kind !== "read") throw new Error("It is no document.");
  const [channel] = wanted.document.channels;
  expect(read.document).toMatchObject({
    secrets: wanted.document.secrets,
    monitors: [{ ...wanted.document.monitors[0], policy: null }],
    channels: [{ key: channel?.key, kind: channel?.kind, name: channel?.name }],
  });
  await uptick(["export", "--output", "exported.yaml"]);
  expect(await readFile(join(folder, "exported.yaml"), "utf8")).toBe(exported.stdout);
  expect(await uptick(["diff", "exported.yaml", "--exit-code"])).toMatchObject({ code: 0 });
});

test("what was changed on screen is said to have been", async () => {
  await dashboard.deps.db.monitor.updateMany({ data: { name: "Shop of old" } });
  const { code, stdout } = await uptick(["diff", "--exit-code", "--json"], CLI_SECRETS);
  expect(code).toBe(3);
  const plan: ConfigPlan = JSON.parse(stdout);
  expect(plan.steps).toMatchObject([{ action: "update", kind: "monitor", key: "shop", drift: ["name"] }]);
  expect(await uptick(["apply", "--yes"], CLI_SECRETS)).toMatchObject({ code: 0 });
});

test("a kuma.db is brought in with its history, and the second time makes what failed before", async () => {
  const database = await makeKumaDb("2.0");
  await writeFile(join(folder, "kuma.db"), database.export());
  database.close();
  const first = await uptick(["import", "uptime-kuma", "kuma.db", "--yes"]);
  // Its router has an address of those for documentation (RFC 5737), which no check is sent to.
  expect(first.code).toBe(1);
  expect(first.stdout.match(/^(failed|skipped).*$/gm)).toEqual([
    "failed  + monitors.kuma-4: This address is not allowed by the operator's egress policy.",
  ]);
  expect(first.stdout).toContain("20 to create, 0 unchanged.");
  expect(first.stdout).toContain("3 days of history are kept.");
  const second = await uptick(["import", "uptime-kuma", "kuma.db", "--yes"]);
  expect(second.stdout).toContain("1 to create, 19 unchanged.");
  expect(second.stdout).toContain("3 days of history are kept.");
  expect(await dashboard.deps.db.importedDay.count()).toBe(3);
});

test("a file of another product becomes a document, or is applied, under a source of its own", async () => {
  expect(await uptick(["import", "uptime-kuma", "kuma.db", "-o", "kuma.yaml"])).toMatchObject({ code: 0 });
  expect(readDocumentText(await readFile(join(folder, "kuma.yaml"), "utf8")).kind).toBe("read");
  expect(await uptick(["import", "gatus", "kuma.db", "-o", "gatus.yaml"])).toMatchObject({
    code: 1,
    stderr: "uptick: This is a database, which only Uptime Kuma exports.\n",
  });
  expect(await uptick(["import", "nagios", "kuma.db"])).toMatchObject({ code: 2 });
  await writeFile(join(folder, "sites.csv"), "name,url\nDocs,https://docs.example.com/\n");
  expect(await uptick(["import", "csv", "sites.csv", "--yes"])).toMatchObject({ code: 0, stderr: "" });
  expect((await uptick(["import", "csv", "sites.csv", "--yes"])).stdout).toContain("No changes.");
});

test("prune deletes what the source made and nothing else", async () => {
  await writeFile(join(folder, "less.yaml"), JSON.stringify({ ...CLI_DOCUMENT, monitors: [] }));
  const before = await countMonitors();
  expect(before).toMatchObject({ "cli:default": 1, "import:csv": 1 });
  expect(await uptick(["diff", "less.yaml", "--exit-code"])).toMatchObject({ code: 0 });
  expect(await uptick(["apply", "less.yaml", "--prune", "--yes"])).toMatchObject({ code: 0, stderr: "" });
  expect(await countMonitors()).toEqual({ ...before, "cli:default": 0 });
});

async function countMonitors(): Promise<Record<string, number>> {
  const { rows } = await dashboard.database.pool.query<{ source: string; count: number }>(
    `SELECT r.source, count(m.id)::int AS count FROM managed_resource r LEFT JOIN monitor m ON m.public_id = r.target_id
      WHERE r.kind = 'monitor' GROUP BY 1`,
  );
  return Object.fromEntries([
    ["cli:default", 0],
    ...rows.map(({ source, count }) => [source, count] as const),
  ]);
}

test.each<{ name: string; args: string[]; env: () => Record<string, string>; code: number; says: string }>([
  {
    name: "a key that is none",
    args: ["diff"],
    env: () => ({ UPTICK_API_KEY: `uptick_${"A".repeat(43)}` }),
    code: 4,
    says: "uptick: ",
  },
  {
    name: "an address where nobody answers",
    args: ["export"],
    env: () => ({ UPTICK_URL: "http://127.0.0.1:9" }),
    code: 5,
    says: "Uptick did not answer",
  },
  { name: "a flag that there is not", args: ["diff", "--wat"], env: () => ({}), code: 2, says: "--wat" },
  {
    name: "a file that there is not",
    args: ["diff", "none.yaml"],
    env: () => ({}),
    code: 2,
    says: "none.yaml",
  },
  {
    name: "a document that is wrong",
    args: ["diff", "wrong.yaml"],
    env: () => ({}),
    code: 1,
    says: "monitors.shop.check.url",
  },
])("$name ends it with $code", async ({ args, env, code, says }) => {
  const wrong = "version: 1\nmonitors:\n  - { key: shop, name: Shop, check: { kind: http, url: nowhere } }\n";
  await writeFile(join(folder, "wrong.yaml"), wrong);
  const ended = await uptick(args, env());
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(says);
});

test("no command has printed a key or a secret, and logout leaves none", async () => {
  const printed = world.printed();
  expect(printed.length).toBeGreaterThan(1_000);
  for (const secret of [apiKey, ...Object.values(CLI_SECRETS), "s@fe", "pass1234"])
    expect(printed).not.toContain(secret);
  expect(await uptick(["logout"])).toMatchObject({ code: 0 });
  expect(await uptick(["whoami"])).toMatchObject({ code: 4 });
});
