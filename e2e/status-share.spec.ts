import type { Page } from "playwright/test";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { startHostSite } from "./fixtures/host-site.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { expect, test } from "./fixtures/test.ts";

const HOSTILE = "Shop </text><script>window.__pwned=1</script>";
const CYCLES = { timeout: 60_000 };

/** A published page of one component, which is up. */
async function publish(page: Page, targetUrl: string) {
  const title = uniqueName("Share");
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const monitorId = await createMonitor(page, { name: title, url: targetUrl });
  const { id } = await callProcedure<{ id: string }>(page, "statusPage.create", {
    title,
    slug,
    description: "",
  });
  const components = [{ name: HOSTILE, monitorIds: [monitorId] }];
  await callProcedure(page, "statusPage.saveLayout", { id, layout: [{ components }] });
  await callProcedure(page, "statusPage.publish", { id });
  const read = async (): Promise<StatusSnapshot> =>
    (await page.request.get(`/status/${slug}/status.json`)).json();
  await expect.poll(async () => (await read()).state, CYCLES).toBe("operational");
  return { id, title, slug, monitorId, read };
}

async function remove(page: Page, { id, monitorId }: { id: string; monitorId: string }) {
  await callProcedure(page, "statusPage.delete", { id });
  await deleteMonitor(page, monitorId);
}

test("an editor chooses a badge, sees it, and finds it ready to paste", async ({ page, target }) => {
  test.setTimeout(180_000);
  const made = await publish(page, target.url);
  await page.goto(`/status-pages/${made.id}/share`);
  const image = page.getByRole("img", { name: `${made.title}: State` });
  await expect(image).toBeVisible();
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(60);
  await expectAccessible(page);

  await page.getByRole("combobox", { name: "Shows" }).click();
  await page.getByRole("option", { name: "Uptime" }).click();
  await page.getByRole("combobox", { name: "Style" }).click();
  await page.getByRole("option", { name: "For the badge" }).click();
  await page.getByLabel("Label", { exact: true }).fill("Our shop");
  const markdown = page.locator("pre").filter({ hasText: "[![" });
  await expect(markdown).toContainText("uptime.svg?style=for-the-badge&label=Our+shop&days=90");
  const uptime = page.getByRole("img", { name: `${made.title}: Uptime` });
  await expect.poll(() => uptime.evaluate((node: HTMLImageElement) => node.naturalHeight)).toBe(28);

  await page.getByRole("radio", { name: "Frame" }).click();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: "All systems operational" })).toBeVisible();
  await expect(frame.getByRole("listitem")).toContainText(HOSTILE);
  await expectAccessible(page);
  await page.screenshot({ path: "test-results/share-frame.png", fullPage: true });

  await page.getByRole("radio", { name: "Feeds and data" }).click();
  await expect(page.getByText(`/status/${made.slug}/calendar.ics`)).toBeVisible();
  await remove(page, made);
});

test("a badge opened as a document runs nothing and says what it shows", async ({
  page,
  target,
  problems,
}) => {
  test.setTimeout(180_000);
  problems.expect(/status of 400/);
  const made = await publish(page, target.url);
  const component = (await made.read()).sections[0]?.components[0]?.id ?? "";
  const answer = await page.goto(`/status/${made.slug}/badge/${component}/status.svg`);
  const headers = answer?.headers() ?? {};
  expect(headers["content-type"]).toBe("image/svg+xml; charset=utf-8");
  expect(headers["content-security-policy"]).toBe("default-src 'none'; style-src 'unsafe-inline'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cross-origin-resource-policy"]).toBe("cross-origin");
  expect(headers["set-cookie"]).toBeUndefined();
  await expect(page.locator("title")).toHaveText(`${HOSTILE}: operational`);
  expect(await page.evaluate(() => "__pwned" in window)).toBe(false);
  expect(await page.locator("script").count()).toBe(0);

  const etag = headers.etag ?? "";
  const path = `/status/${made.slug}/badge/${component}/status.svg`;
  expect((await page.request.get(path, { headers: { "if-none-match": etag } })).status()).toBe(304);
  const wrong = await page.goto(`/status/${made.slug}/badge/status.svg?color=url(%23x)`);
  expect(wrong?.status()).toBe(400);
  await expect(page.locator("title")).toContainText("color: green, yellow");
  await remove(page, made);
});

test("another site shows the state under its own strict policy, and nothing old as well", async ({
  page,
  target,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const uptick = baseURL ?? "";
  const made = await publish(page, target.url);
  const address = `${uptick}/status/${made.slug}`;
  const site = await startHostSite(
    uptick,
    `<script src="${uptick}/embed/uptick-status.js" async></script>
<uptick-status page="${address}"></uptick-status>
<uptick-status page="${address}" floating lang="de" theme="dark"></uptick-status>
<img src="${address}/badge/status.svg" alt="State of the shop">
<iframe src="${address}/embed" title="State"></iframe>`,
  );
  await page.goto(site.url);
  const inline = page.locator("uptick-status").first();
  await expect(inline.getByText("All systems operational")).toBeVisible();
  await expect(inline.getByRole("listitem")).toContainText(HOSTILE);
  await expect(inline.getByRole("link", { name: "Status page" })).toHaveAttribute("href", address);
  const button = page.getByRole("button", { name: "Alles in Betrieb" });
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await button.click();
  const panel = page.getByRole("region", { name: "Statusseite" });
  await expect(panel).toContainText("In Betrieb");
  const badge = page.getByRole("img", { name: "State of the shop" });
  await expect.poll(() => badge.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(60);
  await expect(page.frameLocator("iframe").getByRole("heading")).toHaveText("All systems operational");
  await page.screenshot({ path: "test-results/share-host.png" });
  await page.keyboard.press("Escape");
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await expect(button).toBeFocused();
  expect(await page.evaluate(() => "__pwned" in window)).toBe(false);

  const old = await made.read();
  await page.route("**/status.json", (route) =>
    route.fulfill({
      json: { ...old, judgedAt: old.judgedAt - 3_600_000 },
      headers: { "access-control-allow-origin": "*" },
    }),
  );
  await page.reload();
  await expect(inline.getByText(/^as of /)).toBeVisible();
  await expect(inline.getByText("All systems operational")).toBeHidden();
  await site.close();
  await page.unroute("**/status.json");
  await page.goto("/monitors");
  await remove(page, made);
});

test("a page that is not public gives strangers what a page that is not there gives them", async ({
  page,
  target,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const made = await publish(page, target.url);
  await callProcedure(page, "statusPage.setAccess", { id: made.id, access: { kind: "members" } });
  await page.goto(`/status-pages/${made.id}/share`);
  await expect(page.getByText("This page is not public.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Badge" })).toHaveCount(0);
  await expectAccessible(page);

  const stranger = await browser.newContext({
    ...(baseURL && { baseURL }),
    storageState: { cookies: [], origins: [] },
  });
  const ask = async (slug: string, path: string) => {
    const answer = await stranger.request.get(`/status/${slug}/${path}`);
    const { date: _, ...headers } = answer.headers();
    return { status: answer.status(), headers, body: await answer.text() };
  };
  for (const path of ["badge/status.svg", "badge/uptime.json", "embed"]) {
    await expect.poll(async () => (await ask(made.slug, path)).status).toBe(404);
    expect(await ask(made.slug, path)).toEqual(await ask("there-is-no-such-page", path));
  }
  await stranger.close();
  await remove(page, made);
});
