import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { watchProblems } from "./fixtures/page-problems.ts";
import { expect, test } from "./fixtures/test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://canary.example/y.png)";

type World = { slug: string; pageId: string; title: string; monitorIds: string[]; postId: string };

/** A published page of two components with an open incident, a maintenance to come and one that is over. */
async function publishPage(page: Page, url: string): Promise<World> {
  const title = uniqueName("Acme");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  const monitorIds: string[] = [];
  for (const name of ["hidden-1", "hidden-2"]) {
    monitorIds.push(await createMonitor(page, { name: uniqueName(name), url }));
  }
  const { id: pageId } = await callProcedure<{ id: string }>(page, "statusPage.create", {
    title,
    slug,
    description: "What we run, **honestly**.",
  });
  const component = (name: string, monitorId = "") => ({
    name,
    monitorIds: [monitorId],
    show: { bars: true, uptime: true, chart: true, regions: true },
  });
  await callProcedure(page, "statusPage.saveLayout", {
    id: pageId,
    layout: [
      { name: "", components: [component("Website", monitorIds[0])] },
      { name: "Deep down", collapsed: true, components: [component("Storage", monitorIds[1])] },
    ],
  });
  await callProcedure(page, "statusPage.publish", { id: pageId });
  const now = Date.now();
  const post = (input: object) =>
    callProcedure<{ id: string }>(page, "statusPost.create", {
      pageId,
      input: { components: [], publish: { kind: "now" }, notify: false, ...input },
    });
  const { id: postId } = await post({
    kind: "incident",
    title: "Payments fail",
    state: "investigating",
    impact: "major",
    body: `We are looking into it. ${HOSTILE}`,
  });
  await post({
    kind: "maintenance",
    title: "New disks",
    state: "scheduled",
    impact: "minor",
    startsAt: now + 86_400_000,
    endsAt: now + 90_000_000,
    body: "Read-only for an hour.",
  });
  await post({
    kind: "incident",
    title: "Slow search",
    state: "resolved",
    impact: "minor",
    startsAt: now - 7_200_000,
    endsAt: now - 3_600_000,
    body: "Search is quick again.",
  });
  return { slug, pageId, title, monitorIds, postId };
}

/** Somebody without a session; every request that leaves the host is kept. */
async function visit(browser: Browser, javaScriptEnabled: boolean) {
  const { baseURL = "", ...use } = test.info().project.use;
  const context = await browser.newContext({
    ...use,
    baseURL,
    javaScriptEnabled,
    storageState: { cookies: [], origins: [] },
  });
  const page = await context.newPage();
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL) && !request.url().startsWith("data:"))
      elsewhere.push(request.url());
  });
  return { page, context, elsewhere, problems: watchProblems(page) };
}

/** In the snapshot at last: it is at most five seconds old. */
async function openPage(page: Page, { slug }: World, text: string): Promise<void> {
  await expect(async () => {
    expect((await page.goto(`/status/${slug}`))?.status()).toBe(200);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass();
}

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`a visitor ${javaScriptEnabled ? "with" : "without"} scripts reads the state, an incident and the history`, async ({
    page: owner,
    target,
    browser,
  }) => {
    test.setTimeout(120_000);
    const world = await publishPage(owner, target.url);
    const { page, context, elsewhere, problems } = await visit(browser, javaScriptEnabled);

    await openPage(page, world, "Payments fail");
    await openPage(page, world, "New disks");
    await expect(page).toHaveTitle(`${world.title} – status`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(world.title);
    await expect(page.getByText("What we run, honestly.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Website" })).toBeVisible();
    await expect(page.getByRole("img", { name: /^Website\. The last 90 days/ })).toBeVisible();
    await expect(page.getByText(/<img src=x onerror=alert\(1\)>/)).toBeVisible();
    await expect(page.getByText(/hidden-/)).toHaveCount(0);

    const section = page.locator("summary", { hasText: "Deep down" });
    const storage = page.getByRole("heading", { name: "Storage" });
    if (!(await storage.isVisible())) await section.click();
    await expect(storage).toBeVisible();
    await expect(page.getByRole("button", { name: "Switch between light and dark" })).toHaveCount(
      javaScriptEnabled ? 1 : 0,
    );
    if (javaScriptEnabled) await expectNoViolations(page);

    await page.getByRole("link", { name: "Payments fail" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Payments fail" })).toBeVisible();
    await expect(page.getByText("We are looking into it.")).toBeVisible();
    if (javaScriptEnabled) await expectNoViolations(page);
    await page.getByRole("link", { name: "Status overview" }).click();
    await expect(page.getByText("Search is quick again.")).toBeVisible();
    await page.getByRole("link", { name: "All incidents by month" }).click();
    await expect(page.getByRole("link", { name: "Slow search" })).toBeVisible();
    if (javaScriptEnabled) await expectNoViolations(page);

    expect(elsewhere).toEqual([]);
    expect(problems.unexpected()).toEqual([]);
    await context.close();
    for (const id of world.monitorIds) await deleteMonitor(owner, id);
    await callProcedure(owner, "statusPage.delete", { id: world.pageId });
  });
}

test("an open page takes news in without being loaded again, and keeps what the visitor has open and where the focus is", async ({
  page: owner,
  target,
  browser,
}) => {
  test.setTimeout(120_000);
  const world = await publishPage(owner, target.url);
  const { page, context, problems } = await visit(browser, true);
  await page.clock.install();
  await openPage(page, world, "Payments fail");
  const legend = page.locator("summary", { hasText: "What the bars mean" });
  await legend.click();
  await legend.focus();
  await page.evaluate(() => Object.assign(window, { stillHere: true }));

  await callProcedure(owner, "statusPost.addUpdate", {
    id: world.postId,
    input: { state: "identified", body: "A provider is down.", notify: false },
  });
  const news = page.getByText("A provider is down.");
  await expect(async () => {
    await page.clock.runFor(31_000);
    await expect(news).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await page.evaluate(() => Reflect.get(window, "stillHere"))).toBe(true);
  await expect(legend).toBeFocused();
  await expect(page.getByText("Partly measured", { exact: true })).toBeVisible();
  expect(problems.unexpected()).toEqual([]);
  await context.close();
  for (const id of world.monitorIds) await deleteMonitor(owner, id);
  await callProcedure(owner, "statusPage.delete", { id: world.pageId });
});

test("a visitor's own choice of dark stays, and a link shown elsewhere has a picture", async ({
  page: owner,
  target,
  browser,
  baseURL,
}) => {
  const world = await publishPage(owner, target.url);
  const { page, context } = await visit(browser, true);
  await page.emulateMedia({ colorScheme: "light" });
  await openPage(page, world, "Payments fail");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect.poll(background).not.toBe(light);
  await page.reload();
  expect(await background()).not.toBe(light);

  const address = await page.locator('meta[property="og:image"]').getAttribute("content");
  expect(address).toBe(`${baseURL}/status/${world.slug}/og.png`);
  const picture = await page.request.get(`/status/${world.slug}/og.png`);
  expect(picture.headers()).toMatchObject({ "content-type": "image/png" });
  const bytes = await picture.body();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  expect((await page.request.get("/status/no-such-page/og.png")).status()).toBe(404);
  await context.close();
  for (const id of world.monitorIds) await deleteMonitor(owner, id);
  await callProcedure(owner, "statusPage.delete", { id: world.pageId });
});
