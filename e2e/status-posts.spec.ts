import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { callProcedure } from "./fixtures/call-procedure.ts";
import { createMonitor } from "./fixtures/create-monitor.ts";
import { expectAccessible } from "./fixtures/expect-accessible.ts";
import { deleteMonitor, uniqueName } from "./fixtures/monitors.ts";
import { pressToOpen } from "./fixtures/press-to-open.ts";
import { expect, test } from "./fixtures/test.ts";

const CYCLES = { timeout: 60_000 };

async function publishPage(page: Page, monitorId: string, autoPosts: "off" | "publish") {
  const title = uniqueName("Acme");
  const slug = `acme-${randomUUID().slice(0, 8)}`;
  const { id } = await callProcedure<{ id: string }>(page, "statusPage.create", { title, slug });
  const components = [{ name: "Checkout", monitorIds: [monitorId] }];
  await callProcedure(page, "statusPage.saveLayout", { id, layout: [{ components }] });
  await callProcedure(page, "statusPage.setAutoPosts", { id, autoPosts });
  await callProcedure(page, "statusPage.publish", { id });
  return { id, address: `/status/${slug}` };
}

/** What a visitor, who is nobody here, reads; the page is kept for some seconds. */
async function expectRead(page: Page, address: string, text: RegExp | string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

test("an editor posts an incident from a template, updates and resolves it, and visitors read each of it", async ({
  page,
  target,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const name = uniqueName("internal-host");
  const monitorId = await createMonitor(page, { name, url: target.url });
  const { id, address } = await publishPage(page, monitorId, "off");
  const template = uniqueName("Night");
  await callProcedure(page, "statusTemplate.create", {
    name: template,
    kind: "incident",
    title: "Payments fail",
    state: "investigating",
    impact: "major",
    body: "We see that **payments** fail and look for the cause.",
  });
  const visitor = await browser.newPage({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });

  await page.goto(`/status-pages/${id}/posts`);
  const composer = page.getByRole("dialog", { name: "New post" });
  await pressToOpen(page.getByRole("button", { name: "New post" }), composer);
  await composer.getByRole("combobox", { name: "Begin with a template" }).click();
  await page.getByRole("option", { name: template }).click();
  await expect(composer.getByLabel("Title")).toHaveValue("Payments fail");
  await composer.getByRole("combobox", { name: "Impact on Checkout" }).click();
  await page.getByRole("option", { name: "Partial outage" }).click();
  await expect(composer.getByText("Nobody has subscribed to this yet.")).toBeVisible();
  await expectAccessible(page);
  await composer.getByRole("button", { name: "Publish", exact: true }).click();
  const card = page.getByRole("region", { name: "Payments fail" });
  await expect(card.getByText("Investigating").first()).toBeVisible();
  await expectAccessible(page);
  await expectRead(visitor, address, "payments");
  await expectRead(visitor, address, "Payments fail");

  await card.getByRole("button", { name: /Add update/ }).click();
  const form = card.getByRole("form", { name: "New update" });
  await form.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Identified" }).click();
  await form.getByLabel("What visitors read").fill("A certificate has run out.");
  await form.getByRole("button", { name: "Post update" }).click();
  await expect(card.getByText("A certificate has run out.")).toBeVisible();
  await expectRead(visitor, address, "A certificate has run out.");

  await card.getByRole("button", { name: /Add update/ }).click();
  await form.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Resolved" }).click();
  await form.getByLabel("What visitors read").fill("Payments work again.");
  await form.getByRole("button", { name: "Post update" }).click();
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await page.getByRole("radio", { name: /^Past/ }).click();
  await expect(card.getByText("Payments work again.")).toBeVisible();
  await expectRead(visitor, address, "Payments work again.");
  expect(await visitor.content()).not.toContain(name);

  await visitor.close();
  await callProcedure(page, "statusPage.delete", { id });
  await deleteMonitor(page, monitorId);
});

test("a monitor that goes down writes its post by itself, and ends it", async ({
  page,
  target,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const monitorId = await createMonitor(page, { name: uniqueName("internal-host"), url: target.url });
  const { id, address } = await publishPage(page, monitorId, "publish");
  const visitor = await browser.newPage({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  await page.goto(`/monitors/${monitorId}`);
  const head = page.getByRole("main").locator("header").first();
  await expect(head.getByText("Up", { exact: true })).toBeVisible(CYCLES);
  target.becomes("down");
  await expect(head.getByText("Down", { exact: true })).toBeVisible(CYCLES);
  await page.goto(`/status-pages/${id}/posts`);
  const card = page.getByRole("region", { name: "Problem with Checkout" });
  await expect(card.getByText("We are investigating a problem with Checkout.")).toBeVisible(CYCLES);
  await expect(card.getByText("Written by Uptick")).toBeVisible();
  await expectRead(visitor, address, "We are investigating a problem with Checkout.");
  await page.screenshot({ path: test.info().outputPath("automatic-post.png"), fullPage: true });

  target.becomes("up");
  await expect(page.getByText("Nothing is open")).toBeVisible(CYCLES);
  await expectRead(visitor, address, "Checkout works again.");
  await visitor.close();
  await callProcedure(page, "statusPage.delete", { id });
  await deleteMonitor(page, monitorId);
});
