import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "#contracts/check.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { ALLOWED_URLS, OWN_URLS, REFUSED_URLS } from "#testing/egress/refused-urls.ts";
import { EGRESS_REFUSAL, readEgressPolicy } from "#transport/egress/egress-policy.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;

beforeAll(async () => {
  const egress = readEgressPolicy({ UPTICK_EGRESS_ALLOW: "none" }, OWN_URLS);
  dashboard = await createDashboard({ egress });
  const member = await dashboard.member({ role: "editor" });
  editor = await dashboard.caller(member);
  const { db } = dashboard.deps;
  await aRegion(db, "aa-1");
  const id = await aRegion(db, "own-1");
  await db.region.update({ where: { id }, data: { workspaceId: member.workspaceId } });
});
afterAll(() => dashboard.close());

/** As it comes in: no contract has seen the URL yet. */
function checkOf(url: string) {
  return { ...aCheck(), url };
}

function monitorOf(check: Check, regions = ["aa-1"]) {
  return { name: "Shop", check, intervalSec: 60, timeoutMs: 5_000, regions };
}

/** The sentences that a person sees, or null when it was saved. */
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: "BAD_REQUEST" });
    return String(error);
  }
}

describe.each(REFUSED_URLS)("$row", ({ urls }) => {
  test.each(urls.map((url) => [url]))("%s is saved neither as a monitor nor as a channel", async (url) => {
    expect(await refusalOf(editor.monitor.create(monitorOf(checkOf(url))))).not.toBeNull();
    const config = { url };
    const channel = { kind: "webhook" as const, name: "Ops", config, allMonitors: false };
    expect(await refusalOf(editor.channel.create(channel))).not.toBeNull();
    expect(await dashboard.deps.db.monitor.count()).toBe(0);
    expect(await dashboard.deps.db.channel.count()).toBe(0);
  });
});

test.each([
  ["127.0.0.1", 22],
  ["::1", 22],
  ["localhost", 6379],
  ["0", 22],
  ["127.1", 22],
  ["metadata.google.internal", 80],
  ["intranet", 80],
])("S90: a TCP monitor of %s:%i is refused at its host", async (host, port) => {
  const check = { kind: "tcp", host, port } as Check;
  expect(await refusalOf(editor.monitor.create(monitorOf(check)))).toContain(EGRESS_REFUSAL);
});

test.each(["127.0.0.1", "169.254.169.253"])("S91: a DNS monitor that asks %s is refused", async (host) => {
  const check = { kind: "dns", name: "example.com", resolver: { type: "server", host } } as Check;
  expect(await refusalOf(editor.monitor.create(monitorOf(check)))).toContain(EGRESS_REFUSAL);
});

test("S92: a mail server inside is refused", async () => {
  const config = { to: ["a@example.com"], host: "10.0.0.1", port: 587, from: "u@example.com" };
  const channel = { kind: "email" as const, name: "Mail", config, allMonitors: false };
  expect(await refusalOf(editor.channel.create(channel))).toContain(EGRESS_REFUSAL);
});

test.each([
  { kind: "ntfy", config: { server: "http://127.0.0.1/", topic: "a" } },
  { kind: "gotify", config: { server: "http://10.0.0.1/", token: "a" } },
  { kind: "matrix", config: { homeserver: "http://[::1]/", roomId: "!a:b.c", accessToken: "a" } },
  { kind: "slack", config: { url: "http://169.254.169.254/" } },
] as const)("S93: a $kind server inside is refused", async ({ kind, config }) => {
  const settings = Object.fromEntries(Object.entries(config));
  const channel = { kind, name: "Ops", config: settings, allMonitors: false };
  expect(await refusalOf(editor.channel.create(channel))).not.toBeNull();
});

test("S95, S96: every closed address gets the same sentence, at the field that names it", async () => {
  const answers = new Set<string | null>();
  for (const url of ["http://127.0.0.1/", "http://10.0.0.1:5432/", "http://[fd00:ec2::254]/"]) {
    answers.add(await refusalOf(editor.monitor.create(monitorOf(checkOf(url)))));
  }
  expect([...answers]).toEqual([expect.stringContaining(EGRESS_REFUSAL)]);
});

test("the proxy, the token's address and each step are judged as the URL is", async () => {
  const inside = "http://10.0.0.1/";
  const proxied = aCheck({ proxy: { url: inside, login: null } });
  expect(await refusalOf(editor.monitor.create(monitorOf(proxied)))).toContain(EGRESS_REFUSAL);
});

test.each(["CONNECT", "TRACE", "GET / HTTP/1.1\r\nX: y"])("S89: the method %j is refused", async (method) => {
  const check = { ...checkOf("https://example.com/"), method } as Check;
  expect(await refusalOf(editor.monitor.create(monitorOf(check)))).not.toBeNull();
});

test("test now is no way around it", async () => {
  const check = checkOf("http://127.0.0.1/");
  expect(await refusalOf(editor.monitor.test({ check, timeoutMs: 5_000, regions: ["aa-1"] }))).toContain(
    EGRESS_REFUSAL,
  );
});

test("a private location may look inside, but not at a cloud's credentials", async () => {
  const inside = monitorOf(checkOf("http://10.0.0.1/"), ["own-1"]);
  expect(await refusalOf(editor.monitor.create(inside))).toBeNull();
  const both = monitorOf(checkOf("http://10.0.0.1/"), ["own-1", "aa-1"]);
  expect(await refusalOf(editor.monitor.create(both))).toContain(EGRESS_REFUSAL);
  const metadata = monitorOf(checkOf("http://169.254.169.254/"), ["own-1"]);
  expect(await refusalOf(editor.monitor.create(metadata))).toContain(EGRESS_REFUSAL);
  await dashboard.deps.db.monitor.deleteMany();
});

test.each(ALLOWED_URLS.flatMap(({ row, urls }) => urls.map((url) => ({ row, url }))))(
  "$row: $url is saved",
  async ({ url }) => {
    expect(await refusalOf(editor.monitor.create(monitorOf(checkOf(url))))).toBeNull();
  },
);
