import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TxtAnswer } from "#contracts/txt-answer.ts";
import { condemnWorkspace } from "#server/store/erase-store.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { checkDomains } from "./check-domains.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The zone as the world sees it. */
const zone = new Map<string, TxtAnswer>();
const asked: string[] = [];
let nowMs = Date.now();
let dashboard: Dashboard;
let deps: TestDeps;
let ours: DashboardCaller;
let theirs: DashboardCaller;
let domain: string;
let count = 0;

const resolveTxt = async (name: string): Promise<TxtAnswer> => {
  asked.push(name);
  return zone.get(name) ?? { kind: "none" };
};

beforeAll(async () => {
  dashboard = await createDashboard({ resolveTxt, now: () => new Date(nowMs) });
  deps = { ...createTestDeps(dashboard.database, createMemoryStream(), nowMs), resolveTxt };
  deps.clock = () => nowMs;
  ours = await dashboard.caller(await dashboard.member({ role: "editor" }));
  theirs = await dashboard.caller(await dashboard.member({ role: "editor" }));
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  await dashboard.deps.db.statusDomain.deleteMany();
  zone.clear();
  asked.length = 0;
  nowMs += DAY;
  count += 1;
  domain = `status-${count}.acme.com`;
});

async function claimBy(caller: DashboardCaller, sign: string): Promise<{ id: string; proof: string }> {
  const { id } = await caller.statusPage.create({ title: "Acme", slug: `page-${count}-${sign}` });
  await caller.statusPage.setDomain({ id, domain });
  return { id, proof: (await viewOf(caller, id))?.record.value ?? "" };
}

const viewOf = async (caller: DashboardCaller, id: string) => (await caller.statusPage.get({ id })).domain;
const publish = (...texts: string[]) => zone.set(`_uptick.${domain}`, { kind: "records", texts });
const findingsOf = async (subject: string) =>
  (
    await dashboard.deps.db.auditEntry.findMany({
      where: { subject, actor: "Uptick" },
      orderBy: { id: "asc" },
    })
  ).map(({ action }) => action);

describe("a claim", () => {
  test("names the record to set, leads nowhere, and is proven by the record", async () => {
    const { id, proof } = await claimBy(ours, "a");
    const waiting = await ours.statusPage.get({ id });
    expect(proof).toMatch(/^uptick-proof=[A-Za-z0-9_-]{22}$/);
    expect(waiting.url).toBe(`http://localhost:3000/status/page-${count}-a`);
    expect(waiting.domain).toMatchObject({
      record: { name: `_uptick.${domain}`, type: "TXT", value: proof },
      target: "localhost",
      state: "waiting",
      verifiedAt: null,
    });

    expect(await ours.statusPage.checkDomain({ id })).toEqual({
      id,
      state: "waiting",
      problem: `There is no TXT record at _uptick.${domain} yet.`,
    });
    publish("v=spf1 -all", proof);
    expect(await ours.statusPage.checkDomain({ id })).toEqual({ id, state: "proven", problem: null });
    expect(await ours.statusPage.get({ id })).toMatchObject({
      url: expect.stringMatching(new RegExp(`^https?://${domain}`)),
      domain: { state: "proven", verifiedAt: nowMs },
    });
    await ours.statusPage.checkDomain({ id });
    expect(await findingsOf(id)).toEqual(["status_page.domain_proven"]);
  });

  test("of the same domain again keeps its record; another one, or the same after another, gets a new one", async () => {
    const { id, proof } = await claimBy(ours, "a");
    publish(proof);
    await ours.statusPage.checkDomain({ id });
    await ours.statusPage.setDomain({ id, domain: domain.toUpperCase() });
    expect(await viewOf(ours, id)).toMatchObject({ state: "proven", record: { value: proof } });
    await ours.statusPage.setDomain({ id, domain: `other.${domain}` });
    await ours.statusPage.setDomain({ id, domain });
    const again = await viewOf(ours, id);
    expect(again?.state).toBe("waiting");
    expect(again?.record.value).not.toBe(proof);
    // The old record is still there, and says nothing any more.
    expect((await ours.statusPage.checkDomain({ id })).state).toBe("waiting");
  });

  test("removed stops at once", async () => {
    const { id, proof } = await claimBy(ours, "a");
    publish(proof);
    await ours.statusPage.checkDomain({ id });
    await ours.statusPage.removeDomain({ id });
    expect(await ours.statusPage.get({ id })).toMatchObject({
      domain: null,
      url: expect.stringContaining("/status/"),
    });
    await expect(ours.statusPage.checkDomain({ id })).rejects.toThrow("This page claims no domain.");
  });

  test.each([
    "localhost",
    "status",
    "1.2.3.4",
    "status.acme.com:8080",
    "https://status.acme.com",
    "status.acme.com/",
    "*.acme.com",
    "status..acme.com",
    "-a.acme.com",
    "_dmarc.acme.com",
    "münchen.de",
    "status.acme.com\r\nx: y",
  ])("of %j is refused", async (nonsense) => {
    const { id } = await claimBy(ours, "a");
    await expect(ours.statusPage.setDomain({ id, domain: nonsense })).rejects.toThrow();
  });

  test("is looked at ten times a minute at most", async () => {
    const { id } = await claimBy(theirs, "b");
    for (let n = 0; n < 10; n += 1) await theirs.statusPage.checkDomain({ id });
    await expect(theirs.statusPage.checkDomain({ id })).rejects.toThrow("10 looks a minute at most");
  });
});

describe("the same domain for two workspaces", () => {
  test("is nobody's by claiming it first: whoever controls the zone has it", async () => {
    const squatter = await claimBy(ours, "a");
    const owner = await claimBy(theirs, "b");
    publish(owner.proof);
    await ours.statusPage.checkDomain({ id: squatter.id });
    expect(await theirs.statusPage.checkDomain({ id: owner.id })).toMatchObject({ state: "proven" });
    expect(await viewOf(ours, squatter.id)).toMatchObject({
      state: "waiting",
      problem: `The TXT record at _uptick.${domain} has another value.`,
    });
  });

  test("stays with the first while both records stand, and moves with them", async () => {
    const first = await claimBy(ours, "a");
    const second = await claimBy(theirs, "b");
    publish(first.proof);
    await ours.statusPage.checkDomain({ id: first.id });
    publish(first.proof, second.proof);
    expect(await theirs.statusPage.checkDomain({ id: second.id })).toEqual({
      id: second.id,
      state: "waiting",
      problem: `Another status page has this domain: remove its record at _uptick.${domain}.`,
    });
    publish(second.proof);
    expect(await theirs.statusPage.checkDomain({ id: second.id })).toMatchObject({ state: "proven" });
    expect(await viewOf(ours, first.id)).toMatchObject({
      state: "waiting",
      problem: "The record is gone, and another status page has proven the domain.",
    });
    expect(await findingsOf(first.id)).toEqual(["status_page.domain_proven", "status_page.domain_lost"]);
  });

  test("is proven for one, whoever looks at the same moment", async () => {
    const claims = [await claimBy(ours, "a"), await claimBy(theirs, "b"), await claimBy(ours, "c")];
    publish(...claims.map(({ proof }) => proof));
    await Promise.all([
      ...[ours, theirs, ours].map((caller, n) => caller.statusPage.checkDomain({ id: claims[n]?.id ?? "" })),
      checkDomains(deps),
    ]);
    expect(await dashboard.deps.db.statusDomain.count({ where: { domain, verifiedAt: { not: null } } })).toBe(
      1,
    );
  });
});

describe("the stage", () => {
  test("looks at what waits every ten minutes and at what is proven once a day, each once by calls that overlap", async () => {
    const { proof } = await claimBy(ours, "a");
    expect(await Promise.all([checkDomains(deps), checkDomains(deps)])).toEqual(
      expect.arrayContaining([0, 1]),
    );
    expect(asked).toEqual([`_uptick.${domain}`]);
    nowMs += 9 * MINUTE;
    expect(await checkDomains(deps)).toBe(0);
    nowMs += MINUTE;
    publish(proof);
    expect(await checkDomains(deps)).toBe(1);
    nowMs += DAY - 1;
    expect(await checkDomains(deps)).toBe(0);
    nowMs += 1;
    expect(await checkDomains(deps)).toBe(1);
  });

  test("takes a domain back three days after its record went, and not while nobody can tell", async () => {
    const { id, proof } = await claimBy(ours, "a");
    publish(proof);
    await checkDomains(deps);
    zone.set(`_uptick.${domain}`, { kind: "failed", why: "The name servers did not answer." });
    nowMs += 5 * DAY;
    await checkDomains(deps);
    expect(await viewOf(ours, id)).toMatchObject({
      state: "proven",
      problem: "The name servers did not answer.",
    });

    zone.clear();
    nowMs += DAY;
    await checkDomains(deps);
    expect(await viewOf(ours, id)).toMatchObject({ state: "missing" });
    expect((await ours.statusPage.get({ id })).url).toContain(domain);
    nowMs += 2 * DAY;
    await checkDomains(deps);
    expect(await viewOf(ours, id)).toMatchObject({ state: "missing" });
    nowMs += DAY;
    await checkDomains(deps);
    expect(await viewOf(ours, id)).toMatchObject({
      state: "waiting",
      verifiedAt: null,
      problem: `The record at _uptick.${domain} has been gone for three days.`,
    });
    expect((await ours.statusPage.get({ id })).url).not.toContain(domain);
    expect(await findingsOf(id)).toEqual(["status_page.domain_proven", "status_page.domain_lost"]);
  });

  test("decides nothing by a look that began before the claim changed", async () => {
    const { id, proof } = await claimBy(ours, "a");
    publish(proof);
    const late: TestDeps = {
      ...deps,
      resolveTxt: async (name) => {
        const answer = await resolveTxt(name);
        await ours.statusPage.setDomain({ id, domain: `other.${domain}` });
        return answer;
      },
    };
    await checkDomains(late);
    expect(await viewOf(ours, id)).toMatchObject({
      domain: `other.${domain}`,
      state: "waiting",
      problem: null,
    });
  });
});

test("a workspace that is deleted leaves its domain at once", async () => {
  nowMs = Date.now();
  const member = await dashboard.member({ role: "owner" });
  const owner = await dashboard.caller(member);
  const { id, proof } = await claimBy(owner, "d");
  publish(proof);
  await owner.statusPage.checkDomain({ id });
  await owner.statusPage.publish({ id });
  await dashboard.deps.db.$transaction((tx) =>
    condemnWorkspace(tx, { workspaceId: member.workspaceId, at: new Date(nowMs) }),
  );
  expect(await dashboard.deps.db.statusDomain.count({ where: { pageId: id } })).toBe(0);
  expect(await dashboard.deps.db.statusPage.findUnique({ where: { id } })).toMatchObject({ state: "draft" });
});
